import { useState } from 'preact/hooks'
import type { Line } from '#chat/client'
import { emojis } from '#chat/protocol'
import { talk as words } from '#language'
import { Icon } from '#ui'
import { binIcon, copyIcon, pencilIcon, replyIcon } from './icons.ts'
import { Popover } from './popover.tsx'
import { isOwn, type Reader } from './reader.ts'

export interface EntryMenuProps {
  reader: Reader
  line: Line
  anchor: HTMLElement
  /** False where the reader may not write. */
  mayWrite: boolean
  close(): void
  react(emoji: string, on: boolean): void
  reply(): void
  copy(): void
  edit(): void
  takeBack(): void
}

/** What can be done with a message: six touches, and what its author or anybody may do. */
export function EntryMenu(props: EntryMenuProps) {
  const { reader, line, anchor, mayWrite, close } = props
  const { lang, you } = reader
  const { body } = line.entry
  const [asking, setAsking] = useState(false)
  const own = isOwn(reader, line.entry)
  const then = (act: () => void) => () => {
    close()
    act()
  }
  if (asking) {
    return (
      <Popover key="ask" anchor={anchor} role="dialog" label={words.takeBack(lang)} edge="end" close={close}>
        <p class="ask-back">{words.takeBackAsk(lang)}</p>
        <div class="ask-back-row">
          <button class="button slim danger" type="button" onClick={then(props.takeBack)}>
            {words.takeBack(lang)}
          </button>
          <button class="button slim" type="button" onClick={close}>
            {words.keepIt(lang)}
          </button>
        </div>
      </Popover>
    )
  }
  return (
    <Popover anchor={anchor} role="menu" label={words.menuLabel(lang)} edge={own ? 'end' : 'start'} close={close}>
      {mayWrite && (
        <div class="emojis" role="group" aria-label={words.reactions(lang)}>
          {emojis.map(emoji => {
            const on = line.reactions.some(one => one.emoji === emoji && one.authors.includes(you))
            return (
              <button
                key={emoji}
                type="button"
                role="menuitemcheckbox"
                aria-checked={on}
                aria-label={words.reactWith(lang, { emoji })}
                onClick={then(() => props.react(emoji, !on))}
              >
                {emoji}
              </button>
            )
          })}
        </div>
      )}
      {mayWrite && (
        <button type="button" role="menuitem" onClick={then(props.reply)}>
          <Icon of={replyIcon} />
          {words.reply(lang)}
        </button>
      )}
      {body.kind === 'text' && body.text !== '' && isSecureContext && (
        <button type="button" role="menuitem" onClick={then(props.copy)}>
          <Icon of={copyIcon} />
          {words.copy(lang)}
        </button>
      )}
      {own && mayWrite && body.kind === 'text' && body.text !== '' && (
        <button type="button" role="menuitem" onClick={then(props.edit)}>
          <Icon of={pencilIcon} />
          {words.edit(lang)}
        </button>
      )}
      {own && mayWrite && (
        <button class="danger" type="button" role="menuitem" onClick={() => setAsking(true)}>
          <Icon of={binIcon} />
          {words.takeBack(lang)}
        </button>
      )}
    </Popover>
  )
}
