import { useEffect, useMemo, useState } from 'preact/hooks'
import { type Conversation, type Live, openConversation, openLive } from '#chat/client'
import { type Lang, talk as words } from '#language'
import { filmSecond, theFilm } from '../stage/film-dom.ts'
import type { CardView } from './card-view.ts'
import { openableCrowd } from './crowd.ts'
import { CrowdIsHere, Head, type Way, Ways, WhoIsHere } from './head.tsx'
import type { PlainBargain } from './offer-line.tsx'
import { Panel, type RoomStart } from './panel.tsx'
import { beginInquiry } from './requests.ts'

/** Where there are two conversations: which is in sight, and where each is on its own. */
export interface TalkWays {
  way: Way
  hrefs: Record<Way, string>
  /** The form of the crowded room, for where scripts are off. */
  crowdAction: string
  /** The crowded room as its own page begins with it, where somebody was there already; null on other pages. */
  crowd: { start: RoomStart | null; notice: string | null } | null
}

export interface TalkProps {
  lang: Lang
  /** The product that it is about; null for a conversation on a page of its own. */
  productId: string | null
  hasFilm: boolean
  /** The product for which a price may be named; null where the shop does not bargain, or another shop sells. */
  bargainOver: string | null
  /** Where the card of an offer leads where scripts are off; null where there is no conversation of one's own. */
  bargainForms: Omit<PlainBargain, 'nonce'> | null
  /** The form's address and id, for where scripts are off. */
  action: string
  nonce: string
  /** Null until something was asked. */
  start: RoomStart | null
  cards: CardView[]
  ways: TalkWays | null
  /** The zone in which the server wrote times; the browser writes them anew in its own. */
  timeZone: string
  today: string
}

/** How often the desk hears at which second the film is, in milliseconds. */
const watchEveryMs = 5000

/** The talk window: the conversation with the shop and, beside a film, the one that everybody sees. */
export function Talk(props: TalkProps) {
  const { lang, productId, start, ways, cards, nonce, timeZone, today } = props
  const inBrowser = useInBrowser()
  const opened = useMemo(() => (typeof document === 'undefined' ? null : open(props)), [])
  const [way, setWay] = useState<Way>(ways?.way ?? 'shop')
  const [unseen, setUnseen] = useState<Record<Way, number>>({ shop: 0, everyone: 0 })
  const crowd = opened?.everyone?.crowd.value ?? null
  const crowdTalk = crowd?.state === 'open' ? crowd.conversation : null
  const own = opened?.own ?? null
  const live = inBrowser ? (opened?.live ?? null) : null
  const lines = own?.view.value.lines
  const lastName = useMemo(() => lastNameOf(props, own), [lines])
  const facts = own?.facts.value ?? start?.facts

  useEffect(() => {
    if (way === 'everyone') void opened?.everyone?.open()
    setUnseen(before => (before[way] === 0 ? before : { ...before, [way]: 0 }))
  }, [way])
  useEffect(() => (own === null ? undefined : tellWatching(own)), [])

  const sawNot = (of: Way) => (count: number) =>
    setUnseen(before => (of === way ? before : { ...before, [of]: before[of] + count }))

  const plain = useMemo(() => props.bargainForms && { ...props.bargainForms, nonce }, [])
  const panel = { lang, inBrowser, nonce, timeZone, today, cards }
  const key = productId ?? start?.room ?? 'new'
  return (
    <>
      <Head lang={lang} room={own?.room.value ?? start?.room ?? null}>
        <h2 class="aside" id="talk-title">
          {words.log(lang)}
        </h2>
        {ways !== null && <Ways lang={lang} way={way} hrefs={ways.hrefs} unseen={unseen} choose={setWay} />}
        {way === 'shop' ? (
          <WhoIsHere lang={lang} live={live} lastName={lastName} assignee={facts?.assignee ?? null} />
        ) : (
          <CrowdIsHere lang={lang} live={live} conversation={inBrowser ? crowdTalk : null} />
        )}
      </Head>
      <div class="panel-of-talk" {...panelOf('shop', way, ways !== null)}>
        <Panel
          {...panel}
          kind="inquiry"
          conversation={own}
          start={start}
          shown={way === 'shop'}
          firstWords={props.hasFilm ? words.firstWords(lang) : words.firstWordsWithoutFilm(lang)}
          label={words.askAnything(lang)}
          action={props.action}
          keepAs={`draft:${key}`}
          notice={null}
          typing={inBrowser && own?.now.value.typing ? (lastName ?? words.somebody(lang)) : null}
          bargainOver={props.bargainOver}
          plain={plain}
          second={productId === null ? () => null : filmSecond}
          onUnseen={sawNot('shop')}
        />
      </div>
      {ways !== null && (
        <div class="panel-of-talk" {...panelOf('everyone', way, true)}>
          {crowd?.state === 'removed' ? (
            <p class="talk-notice">{words.crowdRemoved(lang)}</p>
          ) : crowd?.state === 'failed' ? (
            <p class="talk-notice" role="alert">
              {crowd.reason || words.crowdFailed(lang)}
              <button class="button slim" type="button" onClick={() => void opened?.everyone?.open()}>
                {words.tryAgain(lang)}
              </button>
            </p>
          ) : crowdTalk === null && ways.crowd === null ? (
            <p class="talk-notice">{words.crowdOpening(lang)}</p>
          ) : (
            <Panel
              {...panel}
              kind="stage"
              conversation={crowdTalk}
              start={ways.crowd?.start ?? null}
              shown={way === 'everyone'}
              firstWords={words.crowdFirstWords(lang)}
              label={words.askEverybody(lang)}
              action={ways.crowdAction}
              keepAs={`draft:stage:${key}`}
              notice={ways.crowd?.notice ?? null}
              typing={null}
              bargainOver={null}
              plain={null}
              second={filmSecond}
              onUnseen={sawNot('everyone')}
            />
          )}
        </div>
      )}
    </>
  )
}

function panelOf(of: Way, way: Way, isOneOfTwo: boolean) {
  if (!isOneOfTwo) return {}
  return { id: `talk-${of}`, role: 'tabpanel' as const, 'aria-labelledby': `way-${of}`, hidden: of !== way }
}

interface Opened {
  live: Live
  own: Conversation
  everyone: ReturnType<typeof openableCrowd> | null
}

function open({ lang, productId, start, ways }: TalkProps): Opened {
  const live = openLive({ as: 'shopper', lang })
  const own = openConversation(live, 'shopper', {
    room: null,
    entries: [],
    receipts: [],
    ...start,
    kind: 'inquiry',
    keepAs: `outbox:${productId ?? start?.room}`,
    ...(productId !== null && { begin: () => beginInquiry({ lang, productId }) }),
  })
  const everyone = ways === null || productId === null ? null : openableCrowd(live, { lang, productId })
  return { live, own, everyone }
}

/** The name of the shop's side as it stands in the log. */
function lastNameOf({ start }: TalkProps, own: Conversation | null): string | null {
  const entries = own?.view.peek().lines.map(line => line.entry) ?? start?.entries ?? []
  return entries.findLast(entry => entry.role === 'operator' && entry.name !== null)?.name ?? null
}

/** False while the page is as the server made it, so that the first drawing is the same. */
function useInBrowser(): boolean {
  const [inBrowser, setInBrowser] = useState(false)
  useEffect(() => setInBrowser(true), [])
  return inBrowser
}

/** Tells the desk what this page shows, while there is a conversation. */
function tellWatching(conversation: Conversation): (() => void) | undefined {
  const film = theFilm()
  if (film === null) return
  const tell = () => conversation.watching({ second: film.currentTime, playing: !film.paused })
  const events = ['play', 'pause', 'seeked'] as const
  for (const event of events) film.addEventListener(event, tell)
  const timer = setInterval(() => !film.paused && tell(), watchEveryMs)
  return () => {
    for (const event of events) film.removeEventListener(event, tell)
    clearInterval(timer)
  }
}
