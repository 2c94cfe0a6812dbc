import type { Line, Reaction } from '#chat/client'
import { emojis, type LogEntry } from '#chat/protocol'
import { clockTime, filmTime, offers, talk as words } from '#language'
import { checkIcon, checksIcon, Icon, Price, rightIcon, Second } from '#ui'
import { Attached } from './attached.tsx'
import type { CardView } from './card-view.ts'
import { dotsIcon } from './icons.ts'
import { OfferLine } from './offer-line.tsx'
import { type Cards, excerptOf, goneWords, isMessage, isOwn, lineId, nameOf, type Reader } from './reader.ts'
import { Words } from './words.tsx'

export interface LineProps {
  reader: Reader
  line: Line
  cards: Cards
  /** What it answers, as that is now; undefined where that is not loaded. */
  answered: LogEntry | undefined
  /** Whether its menu is the one that the Tab key finds; the arrow keys go on from there. */
  inReach: boolean
  /** How far it has come, for the newest of one's own; null for the others. */
  progress: Progress | null
}

export type Progress = 'sent' | 'delivered' | 'read'

/** One line of a log. What can be done with it is found by its data attributes, so that it is drawn anew only if it changes. */
export function LineView(props: LineProps) {
  const { reader, line } = props
  const { body } = line.entry
  if (body.kind === 'text' || body.kind === 'card' || body.kind === 'gone') {
    return isOwn(reader, line.entry) ? <Mine {...props} /> : <Theirs {...props} />
  }
  if (body.kind === 'offer' && body.step === 'made') {
    return (
      <li class={body.offer.by === 'shopper' ? 'mine' : 'theirs'} id={lineId(reader.kind, line.entry.seq)}>
        <OfferLine reader={reader} offer={body.offer} />
      </li>
    )
  }
  const told = toldOf(reader, line.entry)
  return told === '' ? null : <li class="state">{told}</li>
}

/** What was done with the room, as its shoppers are told. */
function toldOf(reader: Reader, entry: LogEntry): string {
  const { lang } = reader
  const { body } = entry
  switch (body.kind) {
    case 'offer': {
      const isShop = entry.role === 'operator' && entry.name === null
      const who = isShop ? offers.theShop(lang) : nameOf(reader, entry)
      return body.step === 'made' ? '' : offers.stepIs[body.step](lang, { who })
    }
    case 'state':
      return body.state === 'resolved' ? words.resolved(lang) : words.reopened(lang)
    case 'assign':
      return body.name === null ? '' : words.takesCare(lang, { name: body.name })
    case 'rules':
      if (body.frozen) return words.frozen(lang)
      return body.slowSeconds > 0 ? words.slowMode(lang, { n: body.slowSeconds }) : words.unfrozen(lang)
    default:
      return ''
  }
}

const progressWords = { sent: words.sent, delivered: words.delivered, read: words.read }

function Mine(props: LineProps) {
  const { reader, line, progress } = props
  const { seq, at, body } = line.entry
  return (
    <li class="mine" id={lineId(reader.kind, seq)} data-seq={seq}>
      <Said {...props} />
      {body.kind !== 'gone' && (
        <p class={progress === 'read' ? 'mark read' : 'mark'}>
          <Dots {...props} />
          {progress !== null && <Icon of={progress === 'sent' ? checkIcon : checksIcon} />}
          {progress !== null && `${progressWords[progress](reader.lang)} `}
          {clockTime(reader.lang, new Date(at), reader.timeZone)}
        </p>
      )}
      <Reactions {...props} />
    </li>
  )
}

function Said({ reader, line, answered }: LineProps) {
  const { lang } = reader
  const { body } = line.entry
  if (body.kind === 'gone') return <div class="said gone">{goneWords(lang, body)}</div>
  if (body.kind !== 'text') return null
  const { text, second, files, edited, re } = body
  return (
    <div class="said">
      {re !== undefined && <Quote reader={reader} seq={re} answered={answered} />}
      {second != null && <Second at={second} label={words.toSecond(lang, { at: filmTime(second) })} />}
      <Words lang={lang} text={text} links={reader.kind === 'inquiry'} seconds={false} />
      {edited && <Edited reader={reader} />}
      {files && <Attached reader={reader} files={files} />}
    </div>
  )
}

function Theirs(props: LineProps) {
  const { reader, line, answered, cards } = props
  const { lang, kind, timeZone } = reader
  const { seq, at, role, body } = line.entry
  const isStaff = role === 'operator'
  return (
    <li class="theirs" id={lineId(kind, seq)} data-seq={seq}>
      <p class="who">
        <b>{nameOf(reader, line.entry)}</b>
        {isStaff && kind === 'stage' && <span class="badge accent">{words.staffMark(lang)}</span>}
        <time dateTime={at}>{clockTime(lang, new Date(at), timeZone)}</time>
        <Dots {...props} />
      </p>
      {body.kind === 'text' && (
        <>
          {body.re !== undefined && <Quote reader={reader} seq={body.re} answered={answered} />}
          {(body.text !== '' || body.second != null) && (
            <p class="answer-text">
              {body.second != null && !isStaff && (
                <Second at={body.second} label={words.toSecond(lang, { at: filmTime(body.second) })} />
              )}
              <Words lang={lang} text={body.text} links={isStaff || kind === 'inquiry'} seconds={isStaff} />
              {body.edited && <Edited reader={reader} />}
            </p>
          )}
          {body.files && <Attached reader={reader} files={body.files} />}
        </>
      )}
      {body.kind === 'card' && <Card reader={reader} card={cards[body.productId]} />}
      {body.kind === 'gone' && <p class="gone">{goneWords(lang, body)}</p>}
      <Reactions {...props} />
    </li>
  )
}

function Edited({ reader }: { reader: Reader }) {
  return <small class="edited"> {words.edited(reader.lang)}</small>
}

/** What a message answers, in a few words; it leads there. */
function Quote({ reader, seq, answered }: { reader: Reader; seq: number; answered: LogEntry | undefined }) {
  const { lang, kind } = reader
  return (
    <a class="quote" href={`#${lineId(kind, seq)}`} data-to={seq}>
      {answered === undefined ? (
        words.earlierMessage(lang)
      ) : (
        <>
          <b>{nameOf(reader, answered)}</b> {excerptOf(lang, answered.body)}
        </>
      )}
    </a>
  )
}

function Card({ reader, card }: { reader: Reader; card: CardView | undefined }) {
  if (card === undefined) return <p class="note">{words.cardGone(reader.lang)}</p>
  return (
    <a class="card tip" href={card.href} data-card={card.id}>
      {card.image && (
        <img src={card.image.src} srcset={card.image.srcset} sizes="56px" alt={card.image.alt} width={56} height={56} />
      )}
      <span>
        <span class="tip-name">{card.name}</span>
        <Price lang={reader.lang} value={card.price} />
      </span>
      <Icon of={rightIcon} />
    </a>
  )
}

function Dots({ reader, line, inReach }: LineProps) {
  if (!reader.awake || !isMessage(line.entry.body)) return null
  return (
    <button
      class="dots"
      type="button"
      data-menu={line.entry.seq}
      tabIndex={inReach ? 0 : -1}
      aria-haspopup="menu"
      aria-label={words.more(reader.lang)}
    >
      <Icon of={dotsIcon} small />
    </button>
  )
}

/** The touches that it was answered with; each is one touch to join in or to take one's own back. */
function Reactions({ reader, line }: LineProps) {
  const { lang } = reader
  const reactions = line.reactions.filter(({ emoji }) => emojis.some(known => known === emoji))
  if (reactions.length === 0 || !isMessage(line.entry.body)) return null
  return (
    <div class="reactions" role="group" aria-label={words.reactions(lang)}>
      {reactions.map(reaction => {
        const { emoji, authors } = reaction
        const names = reactedBy(reader, reaction)
        return (
          <button
            key={emoji}
            class="reaction"
            type="button"
            data-react={emoji}
            aria-pressed={authors.includes(reader.you)}
            title={names}
          >
            {emoji} <span class="num">{authors.length}</span>
            {names !== '' && <span class="aside"> {names}</span>}
          </button>
        )
      })}
    </div>
  )
}

/** Who reacted, as far as it is said: oneself, and in an inquiry the shop. */
function reactedBy({ lang, kind, you }: Reader, { authors }: Reaction): string {
  const mine = authors.includes(you) ? [words.you(lang)] : []
  const others = authors.length - mine.length
  if (kind === 'inquiry') return [...mine, ...(others > 0 ? [words.shopVoice(lang)] : [])].join(', ')
  const [names] = mine
  return names !== undefined && others > 0 ? words.andOthers(lang, { names, n: others }) : (names ?? '')
}
