import { desk as words } from '#language'
import { deskPath } from '../address.ts'
import { isPlain } from './queues.tsx'
import type { Desk } from './state.ts'

/** No conversation is chosen: what to do next, which depends on whether there is any. */
export function Empty({ desk }: { desk: Desk }) {
  const { lang, view, roster } = desk
  if (roster.all.value.length === 0) {
    return (
      <div class="empty">
        <h2>{words.noQuestionsYet(lang)}</h2>
        <p>{words.noQuestionsHint(lang)}</p>
        <p>
          <a class="button" href={`/${lang}`} target="_blank" rel="noopener">
            {words.openShop(lang)}
          </a>
        </p>
        <p class="note">{view.shopAddress}</p>
      </div>
    )
  }
  const longest = roster.rows.value[0]
  function open(event: MouseEvent): void {
    if (longest === undefined || !isPlain(event) || !desk.awake.value) return
    event.preventDefault()
    desk.go({ room: longest.room })
  }
  return (
    <div class="empty">
      <h2>{roster.counts.value.waiting > 0 ? words.chooseOne(lang) : words.nobodyWaits(lang)}</h2>
      <p>{roster.counts.value.waiting > 0 ? words.chooseHint(lang) : words.nobodyWaitsHint(lang)}</p>
      {longest?.waitingSince && (
        <p>
          <a class="button" href={deskPath(lang, { room: longest.room, queue: roster.queue.value })} onClick={open}>
            {words.openLongest(lang)}
          </a>
        </p>
      )}
    </div>
  )
}

/** The conversation is on its way. */
export function Opening({ desk }: { desk: Desk }) {
  return (
    <div class="opening" role="status">
      <span class="aside">{words.opening(desk.lang)}</span>
      <i class="bone" />
      <i class="bone" />
      <i class="bone" />
    </div>
  )
}

/** The server lets this operator follow the conversation no more; what was read stays to be read. */
export function Gone({ desk: { lang } }: { desk: Desk }) {
  return (
    <div class="gone-note" role="alert">
      <p>{words.removedFromThis(lang)}</p>
      <p class="note">{words.backHint(lang)}</p>
    </div>
  )
}

/** The conversation could not be fetched. */
export function Failed({ desk, sentence }: { desk: Desk; sentence: string }) {
  const { lang } = desk
  return (
    <div class="empty" role="alert">
      <h2>{words.notOpened(lang)}</h2>
      {sentence !== '' && <p>{sentence}</p>}
      <p>
        <button class="button" type="button" onClick={desk.retry}>
          {words.tryAgain(lang)}
        </button>
      </p>
    </div>
  )
}
