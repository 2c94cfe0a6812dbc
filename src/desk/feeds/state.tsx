import { type Lang, feeds as words } from '#language'
import type { RunView } from '#shop'

const states = {
  reading: { text: words.reading, mark: 'badge wait' },
  ready: { text: words.ready, mark: 'badge accent' },
  applying: { text: words.applying, mark: 'badge wait' },
  done: { text: words.done, mark: 'badge good' },
  cancelled: { text: words.cancelled, mark: 'badge' },
  failed: { text: words.failedRun, mark: 'badge bad' },
}

/** What became of a reading. */
export function RunState({ lang, run }: { lang: Lang; run: RunView }) {
  const { text, mark } = states[run.state]
  return <span class={mark}>{text(lang)}</span>
}
