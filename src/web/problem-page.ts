import { h } from 'preact'
import { contentPolicy, makeNonce, type Problem } from '#edge'
import { type Lang, web as words } from '#language'
import type { Assets } from '#ui'
import { toHtml } from './html.ts'
import { ProblemPage } from './problem.tsx'

/** A refusal as a whole page. It asks nothing of the database, which may be what failed. */
export function problemPage(assets: Assets) {
  return (problem: Problem, lang: Lang): { html: string; policy: string } => {
    const nonce = makeNonce()
    const title = problem.kind === 'missing' ? words.notFoundTitle(lang) : words.problemTitle(lang)
    const head = { lang, title, theme: null, noIndex: true }
    return {
      html: toHtml({ head, assets, nonce, body: h(ProblemPage, { lang, problem }) }),
      policy: contentPolicy(nonce),
    }
  }
}
