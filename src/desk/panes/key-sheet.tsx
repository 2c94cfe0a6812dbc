import { useEffect, useRef, useState } from 'preact/hooks'
import { type Lang, page as pageWords, desk as words } from '#language'
import { closeIcon, Icon } from '#ui'
import { keysAreOn, setKeys } from './commands.ts'
import type { Desk } from './state.ts'

const all: [keys: string[], what: (lang: Lang) => string][] = [
  [['j'], words.keyNext],
  [['k'], words.keyPrevious],
  [['r'], words.keyReplyLong],
  [['Enter'], words.keySend],
  [['Shift', 'Enter'], words.keyBreak],
  [['Esc'], words.keyLeave],
  [['e'], words.keyResolveLong],
  [['p'], words.keyProductLong],
  [['/'], words.keySearchLong],
  [['?'], words.keyHelp],
]

/** Every key of the desk, and the switch for those who do not want single letters to do anything. */
export function KeySheet({ desk }: { desk: Desk }) {
  const { lang } = desk
  const dialog = useRef<HTMLDialogElement>(null)
  const [on, setOn] = useState(keysAreOn)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      class="sheet key-sheet"
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={() => {
        desk.helping.value = false
      }}
    >
      <header>
        <h2 id="keys-title">{words.keys(lang)}</h2>
        <button class="tool" type="button" aria-label={pageWords.close(lang)} onClick={() => dialog.current?.close()}>
          <Icon of={closeIcon} />
        </button>
      </header>
      <dl>
        {all.map(([keys, what]) => (
          <div key={keys.join()}>
            <dt>{what(lang)}</dt>
            <dd>
              {keys.map(key => (
                <kbd class="kbd" key={key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
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
    </dialog>
  )
}
