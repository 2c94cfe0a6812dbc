import { isUnavailable } from '#database'
import { type Lang, problems } from '#language'

/** What went wrong, as every edge tells it: over HTTP as a status, over the socket as a refusal. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'limited'
  | 'too_large'
  | 'unavailable'
  | 'internal'

interface Meaning {
  status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503
  again: boolean
}

const meanings: Record<ProblemKind, Meaning> = {
  invalid: { status: 422, again: false },
  unauthenticated: { status: 401, again: false },
  forbidden: { status: 403, again: false },
  missing: { status: 404, again: false },
  conflict: { status: 409, again: false },
  limited: { status: 429, again: true },
  too_large: { status: 413, again: false },
  unavailable: { status: 503, again: true },
  internal: { status: 500, again: true },
}

/** A sentence for the reader, in the reader's language. */
export type Sentence = (lang: Lang) => string

const general: Record<ProblemKind, Sentence> = {
  invalid: problems.invalid,
  unauthenticated: problems.unauthenticated,
  forbidden: problems.forbidden,
  missing: problems.missing,
  conflict: problems.conflict,
  limited: lang => problems.limited(lang, { seconds: 10 }),
  too_large: problems.tooLarge,
  unavailable: problems.unavailable,
  internal: problems.internal,
}

/**
 * A refusal that the person should read: a kind, a stable code such as `chat.entry_too_long`, and its sentence.
 * Anything else that is thrown is a fault of ours.
 */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly code: string
  readonly sentence: Sentence
  /** After how many seconds it is worth trying again, where that is known. */
  readonly retryAfter: number | undefined

  constructor(kind: ProblemKind, code: string = kind, sentence: Sentence = general[kind], retryAfter?: number) {
    super(code)
    this.name = 'Problem'
    this.kind = kind
    this.code = code
    this.sentence = sentence
    this.retryAfter = retryAfter
  }

  /** The HTTP status of this refusal. */
  get status(): Meaning['status'] {
    return meanings[this.kind].status
  }

  /** Whether the same request may succeed later. */
  get again(): boolean {
    return meanings[this.kind].again
  }
}

/** What was thrown, as a problem: a refusal as it is, a database that is away as `unavailable`, else `internal`. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  return new Problem(isUnavailable(thrown) ? 'unavailable' : 'internal')
}

/** The body of a refusal over HTTP (RFC 9457), with `text` for a person. */
export function problemBody(problem: Problem, lang: Lang) {
  const { status, code, again } = problem
  return { type: `urn:doumi:${code}`, status, code, title: problem.sentence(lang), retry: again }
}
