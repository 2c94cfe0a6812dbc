import { wordsOf } from './grams.ts'

/** Only so much of a query is read: characters, and words. */
const queryLimit = { characters: 100, terms: 8 }

/** One word of a query: as it was written and, for Korean, also without its particle. Any of the forms may match. */
export type Term = readonly [written: string, ...cut: string[]]

/** The words to search for; none for a query without letters or digits. */
export function termsOf(query: string): Term[] {
  const read = Array.from(query).slice(0, queryLimit.characters).join('')
  return [...new Set(wordsOf(read))].slice(0, queryLimit.terms).map(word => {
    const cut = withoutParticle(word)
    return cut === undefined ? [word] : [word, cut]
  })
}

/** What a particle follows: a syllable without a final consonant, with one, or (soft, hard) with ㄹ counted as without. */
type Before = 'any' | 'open' | 'closed' | 'soft' | 'hard'

const endings: readonly [particle: string, before: Before][] = [
  ['에서는', 'any'],
  ['으로', 'hard'],
  ['이랑', 'closed'],
  ['에서', 'any'],
  ['에게', 'any'],
  ['하고', 'any'],
  ['까지', 'any'],
  ['부터', 'any'],
  ['처럼', 'any'],
  ['보다', 'any'],
  ['을', 'closed'],
  ['를', 'open'],
  ['은', 'closed'],
  ['는', 'open'],
  ['이', 'closed'],
  ['가', 'open'],
  ['과', 'closed'],
  ['와', 'open'],
  ['랑', 'open'],
  ['로', 'soft'],
  ['의', 'any'],
  ['에', 'any'],
  ['도', 'any'],
  ['만', 'any'],
  ['색', 'any'],
  ['용', 'any'],
]

/** Those that hardly ever end a word of two syllables by themselves: 옷을, 차를. */
const sureParticles = new Set(['을', '를'])

/** 원피스를 is 원피스; undefined where the longest particle that ends the word does not fit what stands before it. */
function withoutParticle(word: string): string | undefined {
  const [particle, before] = endings.find(([ending]) => word.endsWith(ending)) ?? []
  if (particle === undefined || before === undefined) return undefined
  const stem = word.slice(0, -particle.length)
  if (!/\p{Script=Hangul}$/u.test(stem) || (stem.length < 2 && !sureParticles.has(particle))) return undefined
  return follows(before, stem) ? stem : undefined
}

function follows(before: Before, stem: string): boolean {
  // composed syllables run from 가 (U+AC00), 28 for each initial and vowel: the first has no final, the ninth has ㄹ
  const final = (stem.charCodeAt(stem.length - 1) - 0xac00) % 28
  const open = final === 0
  const soft = open || final === 8
  return { any: true, open, closed: !open, soft, hard: !soft }[before]
}
