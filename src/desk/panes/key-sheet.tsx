import { useState } from 'preact/hooks'
import { type Lang, offers, desk as words } from '#language'
import { keysAreOn, setKeys } from './commands.ts'
import { SheetFrame } from './sheet.tsx'
import type { Desk } from './state.ts'

type Keys = [keys: string[], what: (lang: Lang) => string][]

const everywhere: Keys = [
  [['j'], words.keyNext],
  [['k'], words.keyPrevious],
  [['r'], words.keyReplyLong],
  [['Enter'], words.keySend],
  [['Shift', 'Enter'], words.keyBreak],
  [['↑'], words.keyEditLast],
  [['Esc'], words.keyLeave],
  [['a'], words.keyAssignLong],
  [['e'], words.keyResolveLong],
  [['p'], words.keyProductLong],
  [['b', '$'], offers.make],
  [['/'], words.keySearchLong],
  [['?'], words.keyHelp],
]
const onWords: Keys = [
  [['l'], words.keyLog],
  [['↑', '↓'], words.keyMoveInLog],
  [['m'], words.keyMenu],
  [['q'], words.keyQuote],
  [['c'], words.keyCopy],
  [['i'], words.keyPin],
  [['x'], words.keyHide],
]
const inRooms: Keys = [
  [['h'], words.keyHeld],
  [['y', 'u'], words.keyLetThrough],
  [['f'], words.keyFreeze],
  [['o'], words.keyRules],
]

/** Every key of the desk, and the switch for those who do not want single letters to do anything. */
export function KeySheet({ desk }: { desk: Desk }) {
  const { lang } = desk
  const [on, setOn] = useState(keysAreOn)
  return (
    <SheetFrame desk={desk} name="key-sheet" title={words.keys(lang)}>
      {() => (
        <>
          <div class="key-lists">
            <List lang={lang} title={words.keysEverywhere(lang)} keys={everywhere} />
            <div>
              <List lang={lang} title={words.keysOnWords(lang)} keys={onWords} />
              <List lang={lang} title={words.keysInRooms(lang)} keys={inRooms} />
            </div>
          </div>
          <p class="note">{words.keysHint(lang)}</p>
          <label class="use-keys">
            {words.useKeys(lang)}
            <input
              class="switch"
              type="checkbox"
              checked={on}
              onChange={event => {
                setKeys(event.currentTarget.checked)
                setOn(event.currentTarget.checked)
              }}
            />
          </label>
        </>
      )}
    </SheetFrame>
  )
}

function List({ lang, title, keys }: { lang: Lang; title: string; keys: Keys }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map(([names, what]) => (
          <div key={names.join()}>
            <dt>{what(lang)}</dt>
            <dd>
              {names.map(name => (
                <kbd class="kbd" key={name}>
                  {name}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
