import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type Live, openLive } from '#chat/client'
import type { Inquiry, LogEntry } from '#chat/protocol'
import { type Lang, pick, desk as words } from '#language'
import type { OfferStart } from '#ui'
import { deskPath, readDeskPath } from '../address.ts'
import { type DeskView, type Goods, openView, type Queue } from '../views.ts'
import { guestName, shopperOf } from '../waiting.ts'
import { fetchJson, SignedOut } from './fetching.ts'
import { type Listed, openRoster, type Roster } from './roster.ts'
import { openShelf, type Shelf } from './shelf.ts'
import { openThread, type Thread } from './threads.ts'

/** What stands over the desk until it is closed: a product to show or whose room to open, rules, keys, a history, a price. */
export type Sheet =
  | { kind: 'goods'; to: 'show' | 'room' }
  | { kind: 'keys' }
  | { kind: 'rules' }
  | { kind: 'history'; seq: number }
  | { kind: 'offer'; start: OfferStart }

/** The desk as one page holds it; see `openDesk`. */
export interface Desk {
  view: DeskView
  lang: Lang
  /** False while the page is as the server made it. */
  awake: Signal<boolean>
  /** The server's time in milliseconds, by the second. */
  now: Signal<number>
  /** `polling`: only what is open is read anew, now and then. */
  connection: ReadonlySignal<'open' | 'polling' | 'away' | 'signed_out'>
  staff: ReadonlySignal<string[]>
  roster: Roster
  shelf: Shelf
  chosen: Signal<string | null>
  /** The chosen conversation in the list, and opened; each may come before the other. */
  inquiry: ReadonlySignal<Listed | undefined>
  thread: ReadonlySignal<Thread | undefined>
  /** The chosen conversation could not be opened, and why if the server said. */
  failure: Signal<string | null>
  /** What is to be read out to those who do not see the page. */
  announced: Signal<string>
  /** What went wrong, or was done, for a moment and for everybody to see. */
  told: Signal<string>
  sheet: Signal<Sheet | null>
  go(place: { room?: string | null; queue?: Queue }, how?: 'push' | 'replace'): void
  goodsOf(productId: string | null): Goods | null | undefined
  /** A product's name; empty where there is none, or it is not known yet. */
  nameOf(productId: string | null): string
  /** Who or what a conversation is with: the shopper, or in a crowded room the product. */
  titleOf(inquiry: Inquiry): string
  /** What it is about. */
  aboutOf(inquiry: Pick<Inquiry, 'productId' | 'subject'>): string
  /** Who said an entry of the chosen conversation. */
  speakerOf(entry: Pick<LogEntry, 'author' | 'role' | 'name'>): string
  retry(): void
  start(): () => void
}

/** Opened conversations that a page keeps following, so that going back and forth costs nothing. */
const mostThreads = 12
/** Going down the list faster than this opens only where it comes to rest. */
const paceMs = 400

/** Opens the desk's state from what came with the page; it goes live with `start`, in the browser. */
export function openDesk(view: DeskView): Desk {
  const { lang } = view
  const awake = signal(false)
  const now = signal(Date.parse(view.now))
  const live = signal<Live | null>(null)
  const signedOut = signal(false)
  const chosen = signal(view.open?.inquiry.room ?? null)
  const threads = signal<ReadonlyMap<string, Thread>>(new Map())
  const failure = signal<string | null>(null)
  const shelf = openShelf(view.goods)
  const goodsOf = (productId: string | null) => (productId === null ? null : shelf.goods.value.get(productId))
  const nameOf = (productId: string | null) => {
    const goods = goodsOf(productId)
    return goods ? pick(lang, goods.name) : ''
  }
  const titleOf = (inquiry: Inquiry) =>
    inquiry.kind === 'stage' ? nameOf(inquiry.productId) : shopperOf(lang, inquiry)
  const aboutOf = ({ productId, subject }: Pick<Inquiry, 'productId' | 'subject'>) => subject ?? nameOf(productId)
  const roster = openRoster(view, {
    now: () => now.peek(),
    textOf: one => [titleOf(one), aboutOf(one), one.lastLine, one.assignee?.name ?? ''].join(' '),
  })
  if (view.open !== null) keepThread(openThread(view.open, view))
  let skewMs = 0
  let openedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function keepThread(thread: Thread): void {
    const kept = new Map([...threads.value].filter(([room]) => room !== thread.room))
    for (const [room, old] of kept) {
      if (kept.size < mostThreads) break
      if (old.outgoing.value.length > 0 || old.picks.picks.value.length > 0) continue
      old.close()
      kept.delete(room)
    }
    threads.value = kept.set(thread.room, thread)
  }

  function openSoon(room: string): void {
    clearTimeout(timer)
    failure.value = null
    const known = threads.value.get(room)
    if (known !== undefined) keepThread(known)
    else timer = setTimeout(() => void open(room), Math.max(0, openedAt + paceMs - Date.now()))
  }

  async function open(room: string): Promise<void> {
    openedAt = Date.now()
    try {
      const opened = await fetchJson(openView, `/api/desk/conversations/${room}?lang=${lang}`)
      batch(() => {
        shelf.add(opened.goods)
        roster.hear({ t: 'inquiries', inquiries: [opened.inquiry], whole: false })
        const thread = openThread(opened, view)
        if (live.value !== null) thread.follow(live.value)
        keepThread(thread)
      })
    } catch (thrown) {
      if (thrown instanceof SignedOut) signedOut.value = true
      if (chosen.value === room) failure.value = thrown instanceof Error ? thrown.message : ''
    }
  }

  function show({ room, queue }: { room: string | null; queue: Queue }): void {
    batch(() => {
      chosen.value = room
      if (queue !== roster.queue.value) roster.show(queue)
      roster.choose(room)
      if (room === null) clearTimeout(timer)
      else openSoon(room)
    })
  }

  function start(): () => void {
    skewMs = Date.parse(view.now) - Date.now()
    const opened = openLive({ as: 'operator', lang })
    const stopListening = opened.listen(message => {
      if (message.t === 'hello') opened.send({ t: 'desk' })
      else if (message.t === 'inquiries') {
        roster.hear(message)
        for (const { room, last, waitingSince } of message.inquiries) {
          if (waitingSince !== null) opened.send({ t: 'got', room, seq: last })
        }
      }
    })
    live.value = opened
    for (const thread of threads.value.values()) thread.follow(opened)
    awake.value = true
    const tick = setInterval(() => {
      now.value = Date.now() + skewMs
    }, 1000)
    const followAddress = () => show(readDeskPath(location))
    addEventListener('popstate', followAddress)
    const title = `${words.desk(lang)} · ${pick(lang, view.shop)}`
    const stops = [
      effect(() => {
        const { waiting } = roster.counts.value
        document.title = waiting > 0 ? `(${waiting}) ${title}` : title
      }),
      effect(() => shelf.want(roster.all.value.flatMap(inquiry => inquiry.productId ?? []))),
      stopListening,
      () => clearInterval(tick),
      () => removeEventListener('popstate', followAddress),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  return {
    view,
    lang,
    awake,
    now,
    connection: computed(() => {
      if (signedOut.value || live.value?.state.value === 'refused') return 'signed_out'
      const state = live.value?.state.value
      return state === 'away' || state === 'polling' ? state : 'open'
    }),
    staff: computed(() => live.value?.staff.value ?? view.staff),
    roster,
    shelf,
    chosen,
    inquiry: computed(() => roster.all.value.find(inquiry => inquiry.room === chosen.value)),
    thread: computed(() => threads.value.get(chosen.value ?? '')),
    failure,
    announced: signal(''),
    told: signal(''),
    sheet: signal(null),
    go({ room = chosen.value, queue = roster.queue.value }, how = 'push') {
      const path = deskPath(lang, { room, queue })
      if (how === 'push') history.pushState(null, '', path)
      else history.replaceState(null, '', path)
      show({ room, queue })
    },
    goodsOf,
    nameOf,
    titleOf,
    aboutOf,
    speakerOf({ name, role, author }) {
      if (name !== null) return name
      if (role === 'operator') return words.operator(lang)
      const inquiry = roster.find(chosen.value)
      return inquiry?.kind === 'inquiry' ? shopperOf(lang, inquiry) : guestName(lang, author)
    },
    retry: () => chosen.value !== null && openSoon(chosen.value),
    start,
  }
}
