import { type FormEvent, Fragment, useEffect, useRef, useState } from 'react'
import type { LogEntry } from '../../../../src/chat/protocol.ts'
import { type Lang, talk as words } from '../../../../src/language/index.ts'
import * as icons from '../../../../src/ui/icons.tsx'
import { cutAtSeconds, type Line, linesOf, secondOf } from '../../page/lines.ts'
import type { PageView } from '../../page/view.ts'
import { Icon, Price, Second } from './parts.tsx'

export function Talk({ lang, talk, action }: { lang: Lang; talk: PageView['talk']; action: string }) {
  const [entries, setEntries] = useState(talk.entries)
  const [connected, setConnected] = useState(false)
  const [inBrowser, setInBrowser] = useState(false)
  const [text, setText] = useState('')
  const socket = useRef<WebSocket>(null)
  const name = entries.findLast(entry => entry.name !== null)?.name ?? words.shopVoice(lang)
  const lastMine = entries.findLast(entry => entry.role === 'shopper')?.seq

  useEffect(() => {
    setInBrowser(true)
    const opened = new WebSocket(`${location.origin.replace('http', 'ws')}/live`)
    socket.current = opened
    opened.onmessage = event => {
      const message = JSON.parse(event.data)
      if (message.t === 'hello') setConnected(true)
      else setEntries(before => [...before, ...message.entries])
    }
    return () => opened.close()
  }, [])

  function send(event: FormEvent): void {
    event.preventDefault()
    if (text.trim() === '') return
    socket.current?.send(JSON.stringify({ cid: crypto.randomUUID(), text: text.trim() }))
    setText('')
  }

  return (
    <>
      <header className="talk-head">
        <span className="face" aria-hidden="true">
          {[...name][0]}
        </span>
        <div>
          <h2 id="talk-title">{name}</h2>
          <p>{connected ? words.here(lang) : words.connecting(lang)}</p>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling log must be reachable by keyboard */}
      <div className="log" role="log" aria-label={words.log(lang)} aria-live="off" tabIndex={0}>
        <ol className="lines">
          {entries.length === 0 && <li className="first-words">{words.firstWords(lang)}</li>}
          {linesOf(lang, entries, inBrowser ? undefined : talk.timeZone).map(line => (
            <Fragment key={line.entry.seq}>
              {line.day && (
                <li className="day">
                  <time dateTime={line.entry.at.slice(0, 10)}>
                    {line.day === talk.today ? words.today(lang) : line.day}
                  </time>
                </li>
              )}
              <Entry lang={lang} talk={talk} line={line} last={line.entry.seq === lastMine} />
            </Fragment>
          ))}
        </ol>
      </div>
      <form className="composer" method="post" action={action} onSubmit={send}>
        <div className="write">
          <textarea
            name="text"
            rows={1}
            required
            maxLength={4000}
            aria-label={words.askAnything(lang)}
            placeholder={words.askAnything(lang)}
            enterKeyHint="send"
            value={text}
            onChange={event => setText(event.currentTarget.value)}
          />
          <button className="send" type="submit" aria-label={words.send(lang)}>
            <Icon of={icons.sendIcon} />
          </button>
        </div>
      </form>
    </>
  )
}

function Entry({ lang, talk, line, last }: { lang: Lang; talk: PageView['talk']; line: Line; last: boolean }) {
  const { entry, time } = line
  const { body } = entry
  if (body.kind === 'state') {
    return <li className="state">{body.state === 'resolved' ? words.resolved(lang) : words.reopened(lang)}</li>
  }
  if (entry.role === 'shopper') {
    return (
      <li className="mine">
        <div className="said">
          {body.kind === 'text' && body.second != null && (
            <Second at={body.second} label={words.toSecond(lang, { at: momentOf(body.second) })} />
          )}
          {body.kind === 'text' && body.text}
        </div>
        {last ? <Mark lang={lang} talk={talk} entry={entry} time={time} /> : <p className="mark">{time}</p>}
      </li>
    )
  }
  return (
    <li className="theirs">
      <p className="who">
        <b>{entry.name ?? words.somebody(lang)}</b> <time dateTime={entry.at}>{time}</time>
      </p>
      {body.kind === 'text' ? (
        <p className="answer-text">
          {cutAtSeconds(body.text).map((part, i) =>
            i % 2 === 0 ? part : <Second key={i} at={secondOf(part)} label={words.toSecond(lang, { at: part })} />,
          )}
        </p>
      ) : (
        <Card lang={lang} card={talk.cards[body.productId]} />
      )}
    </li>
  )
}

function Mark({ lang, talk, entry, time }: { lang: Lang; talk: PageView['talk']; entry: LogEntry; time: string }) {
  const theirs = talk.receipts.find(receipt => receipt.role === 'operator')
  return theirs !== undefined && theirs.read >= entry.seq ? (
    <p className="mark read">
      <Icon of={icons.checksIcon} />
      {words.read(lang)} {time}
    </p>
  ) : (
    <p className="mark">
      <Icon of={icons.checkIcon} />
      {words.sent(lang)} {time}
    </p>
  )
}

function Card({ lang, card }: { lang: Lang; card: PageView['talk']['cards'][string] | undefined }) {
  if (card === undefined) return <p className="note">{words.cardGone(lang)}</p>
  return (
    <a className="card tip" href={card.href} data-card={card.id}>
      {card.image && (
        <img src={card.image.src} srcSet={card.image.srcset} sizes="56px" alt={card.image.alt} width={56} height={56} />
      )}
      <span>
        <span className="tip-name">{card.name}</span>
        <Price lang={lang} value={card.price} />
      </span>
      <Icon of={icons.rightIcon} />
    </a>
  )
}

function momentOf(second: number): string {
  return `${Math.floor(second / 60)}:${String(Math.floor(second % 60)).padStart(2, '0')}`
}
