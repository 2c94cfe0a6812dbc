import type { Lang } from '#language'
import { desk as words } from '#language'
import { alertIcon, Icon } from '#ui'
import { deskPath } from '../address.ts'
import { obey } from './commands.ts'
import type { Desk } from './state.ts'

type Keys = [keys: string[], what: (lang: Lang) => string][]

const inInquiries: Keys = [
  [['j', 'k'], words.keyMove],
  [['r'], words.keyReply],
  [['a'], words.keyAssign],
  [['e'], words.keyResolve],
  [['p'], words.keyProduct],
  [['/'], words.keySearch],
]
const inRooms: Keys = [
  [['j', 'k'], words.keyMove],
  [['r'], words.keyReply],
  [['y', 'u'], words.keyLetThroughShort],
  [['f'], words.freeze],
  [['o'], words.roomRules],
  [['/'], words.keySearch],
]

/** The keys; in their place, while the page is cut off, what has happened and what to do. Nothing else moves for it. */
export function Foot({ desk }: { desk: Desk }) {
  const { lang, connection } = desk
  const cut = connection.value !== 'open'
  const shown = desk.inquiry.value?.kind === 'stage' ? inRooms : inInquiries
  return (
    <footer class="keys" data-cut={cut || undefined}>
      <p class="cut" role="status">
        {cut && <Cut desk={desk} />}
      </p>
      {!cut && (
        <>
          {shown.map(([keys, what]) => (
            <span class="needs-script" key={keys[0]}>
              {keys.map(key => (
                <span class="kbd" key={key}>
                  {key}
                </span>
              ))}{' '}
              {what(lang)}
            </span>
          ))}
          <button class="needs-script" type="button" onClick={() => obey(desk, 'help')}>
            <span class="kbd">?</span> {words.keyAll(lang)}
          </button>
        </>
      )}
    </footer>
  )
}

function Cut({ desk }: { desk: Desk }) {
  const { lang, connection, chosen, roster } = desk
  const here = deskPath(lang, { room: chosen.value, queue: roster.queue.value })
  return (
    <>
      <Icon of={alertIcon} small />
      {connection.value !== 'signed_out' ? (
        connection.value === 'away' ? (
          words.connectionAway(lang)
        ) : (
          words.connectionSlow(lang)
        )
      ) : (
        <>
          {words.signedOut(lang)}{' '}
          <a href={`/${lang}/desk/sign-in?to=${encodeURIComponent(here)}`}>{words.signIn(lang)}</a>
        </>
      )}
    </>
  )
}
