import { setTimeout as sleep } from 'node:timers/promises'
import { type Conversation, type Live, openConversation, openLive } from '#chat/client'
import { emojis, type Role } from '#chat/protocol'
import { type AwayBrowser, openBrowser } from './browser.ts'

/** Somebody with a page of a room, who may speak. */
export interface Identity {
  as: Role
  room: string
  cookie: string
}

/** Somebody who speaks in a room, and what they know of what became of it; see `openTalker`. */
export interface Talker extends Identity {
  name: string
  live: Live
  talk: Conversation
  browser: AwayBrowser
  sent: number
  /** What the server has acknowledged, by the client's id, with the seq that it told. */
  acknowledged: Map<string, number>
  /** What it refused for good, in its words. */
  refused: string[]
  /** Speaks until the signal says so: words with a number, now and then other words for the last ones, or a sign. */
  speak(how: { random: () => number; everyMs: number; signal: AbortSignal }): Promise<void>
  /** Whether all that was said is in the log. */
  isDone(): boolean
  close(): void
}

/** What waits to be sent at most: a person waits too when nothing gets through. */
const mostWaiting = 6

/** Opens a page with the very client that browsers run, which comes back and sends again by itself. */
export function openTalker(
  identity: Identity & { name: string },
  where: { origins: readonly string[]; home?: number; ownOrigin: string; address: string },
): Talker {
  const { as, room, name, cookie } = identity
  const browser = openBrowser({ ...where, cookie })
  const live = openLive({ as, lang: 'en', browser })
  const talk = openConversation(live, as, { room, entries: [], receipts: [], keepAs: null })
  const acknowledged = new Map<string, number>()
  const refused: string[] = []
  let spoken = 0

  const stop = live.listen(message => {
    if (message.t === 'ok') acknowledged.set(message.cid, message.seq)
    else if (message.t === 'no' && !message.again) refused.push(`${message.code}: ${message.text}`)
  })

  function next(random: () => number): void {
    const own = talk.view.value.lines.findLast(({ entry }) => entry.author === talk.you.value)?.entry
    const last = talk.view.value.lines.at(-1)?.entry
    const dice = random()
    talker.sent += 1
    if (dice < 0.1 && own?.body.kind === 'text') talk.edit(own.seq, `${own.body.text} again`)
    else if (dice < 0.15 && last !== undefined) talk.react(last.seq, emojis[0], random() < 0.6)
    else {
      spoken += 1
      talk.say({ kind: 'text', text: wordsOf(name, spoken) })
    }
  }

  const talker: Talker = {
    ...identity,
    live,
    talk,
    browser,
    sent: 0,
    acknowledged,
    refused,
    async speak({ random, everyMs, signal }) {
      while (!signal.aborted) {
        await sleep(everyMs * (0.5 + random()), undefined, { signal }).catch(() => undefined)
        if (!signal.aborted && talk.outgoing.value.length < mostWaiting) next(random)
      }
    },
    isDone: () => talk.outgoing.value.every(({ state, waits }) => state === 'failed' && waits === false),
    close() {
      stop()
      talk.close()
      live.close()
    },
  }
  return talker
}

/** What somebody says for the so many-th time; nobody else says that, and they say it once. */
function wordsOf(name: string, spoken: number): string {
  return `${name} no. ${spoken}`
}

/** Which time it was; undefined for other words. */
export function numberIn(text: string): number | undefined {
  const [, number] = /^\S+ no\. (\d+)$/.exec(text) ?? []
  return number === undefined ? undefined : Number(number)
}
