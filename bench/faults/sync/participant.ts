import { WebSocket } from 'ws'
import {
  type Browser,
  type Conversation,
  type ConversationStart,
  emptyView,
  foldAll,
  type Live,
  openConversation,
  openLive,
  type View,
} from '#chat/client'
import type { LogEntry, Receipt, RoomFacts } from '#chat/protocol'
import { headersOf, type Person } from './scene.ts'

/** Somebody with a page of the room. Who leaves keeps what they had, and goes on from it when they come again. */
export interface Participant extends Person {
  live: Live
  talk: Conversation | null
  enter(): void
  leave(): void
  /** What the server gives somebody who comes now and has nothing; null where they may not be in the room. */
  fresh(): Promise<Fresh | null>
  close(): void
}

/** A room as somebody finds it who comes now. */
export interface Fresh {
  view: View
  facts: RoomFacts
  receipts: Receipt[]
}

const pageSize = 400

/** Opens a page of a room; it is not entered yet. */
export function openParticipant(person: Person, { origin, room }: { origin: string; room: string }): Participant {
  const { as } = person
  const browser = aBrowser(origin, person)
  const live = openLive({ as, lang: 'en', browser })
  let had: Pick<ConversationStart, 'entries' | 'facts'> = { entries: [] }

  const participant: Participant = {
    ...person,
    live,
    talk: null,
    enter() {
      participant.talk = openConversation(live, as, { room, receipts: [], keepAs: null, ...had })
    },
    leave() {
      const { talk } = participant
      if (talk === null) return
      had = { entries: talk.entries.value, facts: talk.facts.value }
      talk.close()
      participant.talk = null
    },
    async fresh() {
      const entries: LogEntry[] = []
      for (;;) {
        const after = entries.at(-1)?.seq ?? 0
        const response = await browser.fetch(`/api/rooms/${room}/entries?as=${as}&after=${after}&limit=${pageSize}`)
        if (response.status === 403) return null
        if (!response.ok) throw new Error(`the log answers ${response.status}: ${await response.text()}`)
        const { entries: page, facts, receipts } = await response.json()
        entries.push(...page)
        if (page.length < pageSize) return { view: foldAll(emptyView(), entries), facts, receipts }
      }
    },
    close() {
      participant.talk?.close()
      live.close()
    },
  }
  return participant
}

function aBrowser(origin: string, person: Person): Browser {
  return {
    openSocket(path, ears) {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers: headersOf(origin, person) })
      socket.on('message', data => ears.hear(String(data)))
      socket.on('close', code => ears.lose(code))
      socket.on('error', () => undefined)
      return {
        isOpen: () => socket.readyState === WebSocket.OPEN,
        send: text => socket.send(text),
        close: () => socket.terminate(),
      }
    },
    fetch: (path, init) =>
      fetch(`${origin}${path}`, { ...init, headers: { ...headersOf(origin, person), ...init?.headers } }),
    isVisible: () => true,
    onTurn() {},
    records: null,
    oldRecords: null,
  }
}
