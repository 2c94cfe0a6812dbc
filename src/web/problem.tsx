import type { Problem } from '#edge'
import { type Lang, web as words } from '#language'

/** A refusal as a page: what happened, and where to go from there. It needs nothing that could fail as well. */
export function ProblemPage({ lang, problem }: { lang: Lang; problem: Problem }) {
  return (
    <main class="band problem" id="main">
      <p class="note">{problem.status}</p>
      <h1>{problem.kind === 'missing' ? words.notFoundTitle(lang) : words.problemTitle(lang)}</h1>
      <p>{problem.sentence(lang)}</p>
      <p>
        <a class="button" href={`/${lang}`}>
          {words.toHome(lang)}
        </a>
      </p>
    </main>
  )
}
