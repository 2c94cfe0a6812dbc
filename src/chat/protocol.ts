import * as v from 'valibot'

/**
 * The frames of the socket at /live, both ways. Each frame is a JSON array of messages; both sides check what they get.
 * It runs on the server and, with the files of `client`, in the browser.
 */

/** Longest text of one entry, in UTF-16 units. */
export const longestText = 4000
/** Most bytes of one frame from a client. */
export const largestFrame = 32 * 1024

const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())
/** As far as the database can count. */
const seq = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647))
const clientId = v.pipe(v.string(), v.regex(/^[\w:-]{8,80}$/))
/** A second of a product's film, in seconds. */
const second = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(86_400))

const textBody = v.object({
  kind: v.literal('text'),
  text: v.pipe(v.string(), v.maxLength(longestText)),
  /** The second of the film at which it was asked. */
  second: v.optional(v.nullable(second)),
})
const cardBody = v.object({ kind: v.literal('card'), productId: id })
const stateBody = v.object({ kind: v.literal('state'), state: v.picklist(['open', 'resolved']) })

/** What an entry holds: words, a product, or a change of the conversation's state. */
export const entryBody = v.variant('kind', [textBody, cardBody, stateBody])
export type EntryBody = v.InferOutput<typeof entryBody>

export const role = v.picklist(['shopper', 'operator'])
export type Role = v.InferOutput<typeof role>

/** One entry of a room's log. `at` is an ISO time. `mine` is worked out by the client from `author`. */
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

/** Where the other side is in the log: what has reached them, and what they have seen. */
export const receipt = v.object({ role, delivered: seq, read: seq })
export type Receipt = v.InferOutput<typeof receipt>

/** What a shopper's page shows at this moment: the second of the film, and whether it runs. */
export const watching = v.object({ second, playing: v.boolean() })
export type Watching = v.InferOutput<typeof watching>

/** A conversation as the desk lists it. */
export const inquiry = v.object({
  room: id,
  shopper: v.string(),
  productId: v.string(),
  language: v.picklist(['ko', 'en']),
  state: v.picklist(['open', 'resolved']),
  last: seq,
  lastAt: v.string(),
  lastLine: v.string(),
  waitingSince: v.nullable(v.string()),
  /** Whether the shopper's page is open now, and what it shows. */
  here: v.boolean(),
  watching: v.nullable(watching),
})
export type Inquiry = v.InferOutput<typeof inquiry>

/** From a client. */
export const clientMessage = v.variant('t', [
  v.object({ t: v.literal('join'), room: id, after: v.nullable(seq) }),
  v.object({ t: v.literal('leave'), room: id }),
  v.object({ t: v.literal('say'), room: id, cid: clientId, body: entryBody }),
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
  /** Entries in the order of seq, live ones and caught-up ones alike; `last` is the room's newest seq. */
  v.object({ t: v.literal('log'), room: id, entries: v.array(logEntry), last: seq }),
  /** Yours is committed. */
  v.object({ t: v.literal('ok'), room: id, cid: v.string(), seq }),
  /** Yours is refused: why, for a person, and whether sending the same again may succeed. */
  v.object({
    t: v.literal('no'),
    room: v.nullable(v.string()),
    cid: v.nullable(v.string()),
    code: v.string(),
    text: v.string(),
    again: v.boolean(),
  }),
  v.object({ t: v.literal('receipt'), room: id, receipts: v.array(receipt) }),
  /** Passing state; only the newest counts. */
  v.object({
    t: v.literal('now'),
    room: id,
    typing: v.array(role),
    shopperHere: v.boolean(),
    watching: v.nullable(watching),
  }),
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
