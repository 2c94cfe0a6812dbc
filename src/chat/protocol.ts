import * as v from 'valibot'

/**
 * The frames of the socket at /live, both ways. Each frame is a JSON array of messages; both sides check what they get.
 * It runs on the server and, with the files of `client`, in the browser.
 */

/** Longest text of one entry, in UTF-16 units. */
export const longestText = 4000
/** Most bytes of one frame from a client. */
export const largestFrame = 32 * 1024
/** Most files of one entry. */
export const mostFiles = 4
/** Largest file of an entry, in bytes. */
export const largestFile = 15 * 1024 * 1024
/** What an entry can be answered with in one touch. */
export const emojis = ['👍', '❤️', '😄', '😮', '🙏', '👏'] as const

const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())
/** As far as the database can count. */
const seq = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647))
/** An entry that is there. */
const of = v.pipe(seq, v.minValue(1))
const clientId = v.pipe(v.string(), v.regex(/^[\w:-]{8,80}$/))
/** A second of a product's film, in seconds. */
const second = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(86_400))
const text = v.pipe(v.string(), v.maxLength(longestText))

/** A picture or a document that was uploaded to the room before it was said; pictures have their size in pixels. */
export const attachment = v.object({
  id,
  kind: v.picklist(['image', 'pdf']),
  name: v.pipe(v.string(), v.maxLength(200)),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  width: v.nullable(v.number()),
  height: v.nullable(v.number()),
})
export type Attachment = v.InferOutput<typeof attachment>

/** What a crowded room asks of its shoppers; staff are free of it. Seconds of 0 ask nothing. */
export const roomRules = v.object({
  /** Seconds that one person waits between two messages. */
  slowSeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3600)),
  /** Seconds for which a message is seen by staff alone before everybody sees it. */
  delaySeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600)),
  /** Only staff may write. */
  frozen: v.boolean(),
})
export type RoomRules = v.InferOutput<typeof roomRules>

/** A change of an earlier entry names it as `of`. */
const changes = [
  /** Other words for a text of one's own. */
  v.object({ kind: v.literal('edit'), of, text }),
  /** One's own entry is taken back. */
  v.object({ kind: v.literal('delete'), of }),
  /** Staff take somebody's entry out of sight, and bring it back: `body` is what it says then, filled in by the server. */
  v.object({ kind: v.literal('hide'), of }),
  v.object({ kind: v.literal('reaction'), of, emoji: v.picklist(emojis), on: v.boolean() }),
] as const

const textBody = v.object({
  kind: v.literal('text'),
  /** May be empty where there are files. */
  text,
  /** The second of the film at which it was asked. */
  second: v.optional(v.nullable(second)),
  /** The entry that it answers. */
  re: v.optional(of),
  files: v.optional(v.pipe(v.array(attachment), v.maxLength(mostFiles))),
})
const common = [
  v.object({ kind: v.literal('card'), productId: id }),
  v.object({ kind: v.literal('state'), state: v.picklist(['open', 'resolved']) }),
  ...changes,
  /** The entry that stands above the room; null takes it down. */
  v.object({ kind: v.literal('pin'), of: v.nullable(of) }),
  v.object({ kind: v.literal('rules'), ...roomRules.entries }),
  /** Whether shoppers may be in a crowded room at all. */
  v.object({ kind: v.literal('access'), open: v.boolean() }),
] as const

/** A price that was named in the conversation, as it is after this entry. Amounts in minor units of `currency`. */
export const offer = v.object({
  id,
  productId: id,
  variantId: id,
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  unitAmount: v.pipe(v.number(), v.integer(), v.minValue(0)),
  currency: v.string(),
  /** What comes along for nothing, in words. */
  gift: v.nullable(v.string()),
  by: v.picklist(['shopper', 'operator']),
  /** The offer of the other side that it answers. */
  repliesTo: v.nullable(id),
  state: v.picklist(['pending', 'countered', 'accepted', 'declined', 'withdrawn', 'expired', 'used']),
  /** Whether the shop's rules decided, rather than a person. */
  isByRule: v.boolean(),
  /** Until when it can be answered or, once accepted, used; an ISO time. */
  until: v.string(),
})
export type Offer = v.InferOutput<typeof offer>

/** What a client may ask to be put into the log. */
export const sayBody = v.variant('kind', [
  textBody,
  ...common,
  v.object({ kind: v.literal('show'), of }),
  v.object({ kind: v.literal('assign'), to: v.nullable(id) }),
  /** The author of an entry may be in this room no more, or again. */
  v.object({ kind: v.literal('remove'), of, removed: v.boolean() }),
  /** A price for so many pieces; `offer` is the client's own id for it. An operator may say for how many minutes. */
  v.object({
    kind: v.literal('offer'),
    offer: id,
    variantId: id,
    quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
    unitAmount: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
    gift: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200)))),
    minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(43_200))),
  }),
  v.object({ kind: v.literal('answer'), offer: id, answer: v.picklist(['accept', 'decline', 'withdraw']) }),
])
export type SayBody = v.InferOutput<typeof sayBody>

/** A text as the log has it: `edited` when these are not its first words. */
const saidText = v.object({ ...textBody.entries, edited: v.optional(v.boolean()) })

/**
 * What an entry of the log holds. What its author took back or replaced, or staff hid, is `gone`: only what it was is
 * left of it.
 */
export const entryBody = v.variant('kind', [
  saidText,
  ...common,
  v.object({ kind: v.literal('show'), of, body: saidText }),
  v.object({ kind: v.literal('assign'), to: v.nullable(id), name: v.nullable(v.string()) }),
  v.object({ kind: v.literal('remove'), of, removed: v.boolean(), who: v.string() }),
  /** `made` is where its card stands; the others say what has become of it. */
  v.object({
    kind: v.literal('offer'),
    step: v.picklist(['made', 'accepted', 'declined', 'withdrawn', 'expired', 'used', 'released']),
    offer,
  }),
  v.object({ kind: v.literal('gone'), was: v.string(), by: v.picklist(['author', 'staff']) }),
])
export type EntryBody = v.InferOutput<typeof entryBody>

export const role = v.picklist(['shopper', 'operator'])
export type Role = v.InferOutput<typeof role>

/** `inquiry` is between one shopper and the staff; a `stage` is the crowded room of a product, which everybody sees. */
export const roomKind = v.picklist(['inquiry', 'stage'])
export type RoomKind = v.InferOutput<typeof roomKind>

/**
 * One entry of a room's log. `at` is an ISO time. `author` tells people of one room apart and is the same for the same
 * person in it; `joined` says which one is oneself. It is no account's id.
 */
export const logEntry = v.object({
  seq,
  at: v.string(),
  author: v.string(),
  role,
  name: v.nullable(v.string()),
  cid: v.string(),
  body: entryBody,
})
export type LogEntry = v.InferOutput<typeof logEntry>

/** What the entries up to `seq` have made of a room, for those who do not read them all. */
export const roomFacts = v.object({
  seq,
  state: v.picklist(['open', 'resolved']),
  assignee: v.nullable(v.object({ id: v.string(), name: v.string() })),
  /** The entry that is pinned, as it is now. */
  pinned: v.nullable(logEntry),
  rules: roomRules,
  open: v.boolean(),
})
export type RoomFacts = v.InferOutput<typeof roomFacts>

/** Where the other side is in the log: what has reached them, and what they have seen. */
export const receipt = v.object({ role, delivered: seq, read: seq })
export type Receipt = v.InferOutput<typeof receipt>

/** What a shopper's page shows at this moment: the second of the film, and whether it runs. */
export const watching = v.object({ second, playing: v.boolean() })
export type Watching = v.InferOutput<typeof watching>

/** A conversation as the desk lists it. */
export const inquiry = v.object({
  room: id,
  kind: roomKind,
  /** Null in a crowded room. */
  shopper: v.nullable(v.string()),
  /** The member's name; null for a guest. */
  shopperName: v.nullable(v.string()),
  /** Null for a conversation about something else, which `subject` says. */
  productId: v.nullable(v.string()),
  subject: v.nullable(v.string()),
  language: v.picklist(['ko', 'en']),
  state: v.picklist(['open', 'resolved']),
  assignee: v.nullable(v.object({ id: v.string(), name: v.string() })),
  last: seq,
  lastAt: v.string(),
  lastLine: v.string(),
  waitingSince: v.nullable(v.string()),
  /** Whether the shopper's page is open now, and what it shows; in a crowded room, how many are there. */
  here: v.boolean(),
  viewers: v.pipe(v.number(), v.integer(), v.minValue(0)),
  watching: v.nullable(watching),
  /** How much of a crowded room waits for staff to look at it first. */
  held: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type Inquiry = v.InferOutput<typeof inquiry>

/** A message that staff alone see until `releaseAt`, an ISO time; `id` names it to let it through or refuse it. */
export const held = v.object({
  id,
  at: v.string(),
  releaseAt: v.string(),
  author: v.string(),
  name: v.nullable(v.string()),
  text,
})
export type Held = v.InferOutput<typeof held>

/** From a client. */
export const clientMessage = v.variant('t', [
  v.object({ t: v.literal('join'), room: id, after: v.nullable(seq) }),
  v.object({ t: v.literal('leave'), room: id }),
  v.object({ t: v.literal('say'), room: id, cid: clientId, body: sayBody }),
  v.object({ t: v.literal('got'), room: id, seq }),
  v.object({ t: v.literal('read'), room: id, seq }),
  v.object({ t: v.literal('typing'), room: id }),
  v.object({ t: v.literal('watching'), room: id, ...watching.entries }),
  v.object({ t: v.literal('desk') }),
  /** Any answer shows that the socket is alive. */
  v.object({ t: v.literal('ping') }),
])
export type ClientMessage = v.InferOutput<typeof clientMessage>

/** A frame from a client: one to fifty messages. */
export const clientFrame = v.pipe(v.array(clientMessage), v.minLength(1), v.maxLength(50))

/** From the server. */
export const serverMessage = v.variant('t', [
  /** Who you are here, and the log's epoch: another epoch than before means that the log was restored. */
  v.object({
    t: v.literal('hello'),
    me: v.nullable(v.object({ id: v.string(), role, name: v.nullable(v.string()) })),
    epoch: v.string(),
  }),
  /** You follow this room from now on; `you` is the author that your own entries carry in it. */
  v.object({ t: v.literal('joined'), room: id, kind: roomKind, you: v.string(), facts: roomFacts }),
  /** Entries in the order of seq, live ones and caught-up ones alike; `last` is the room's newest seq. */
  v.object({ t: v.literal('log'), room: id, entries: v.array(logEntry), last: seq }),
  /** Yours is committed. `seq` is 0 while staff look at it first. */
  v.object({ t: v.literal('ok'), room: id, cid: v.string(), seq }),
  /**
   * Yours is refused: why, for a person, and whether sending the same again may succeed, not before `afterMs`.
   * Without a `cid` it is the room that you follow no more.
   */
  v.object({
    t: v.literal('no'),
    room: v.nullable(v.string()),
    cid: v.nullable(v.string()),
    code: v.string(),
    text: v.string(),
    again: v.boolean(),
    afterMs: v.optional(v.number()),
  }),
  v.object({ t: v.literal('receipt'), room: id, receipts: v.array(receipt) }),
  /** Passing state; only the newest counts. Nobody types in a crowded room, where viewers are counted. */
  v.object({
    t: v.literal('now'),
    room: id,
    typing: v.array(role),
    shopperHere: v.boolean(),
    viewers: v.pipe(v.number(), v.integer(), v.minValue(0)),
    watching: v.nullable(watching),
  }),
  /** To the staff in a crowded room: all that waits to be seen by everybody. */
  v.object({ t: v.literal('held'), room: id, held: v.array(held) }),
  /** Which operators are at the desk, for every page. */
  v.object({ t: v.literal('staff'), here: v.array(v.string()) }),
  v.object({ t: v.literal('pong') }),
  /** Too far behind to be told one by one: fetch the room anew, from seq 0. */
  v.object({ t: v.literal('resync'), room: id }),
  /** To the desk: conversations that are new or have changed. */
  v.object({ t: v.literal('inquiries'), inquiries: v.array(inquiry), whole: v.boolean() }),
])
export type ServerMessage = v.InferOutput<typeof serverMessage>
export const serverFrame = v.array(serverMessage)

/** Close codes of the socket: who may come back, and how. */
export const closeCode = { signedOut: 4501, slow: 4008, goingAway: 4003 } as const
