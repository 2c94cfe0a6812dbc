import { type Lang, office as words } from '#language'

/** The ways to the parts of a list before and after this one; each is an address, so that going back is as it was. */
export function Pager({ lang, first, next }: { lang: Lang; first: string | null; next: string | null }) {
  if (first === null && next === null) return null
  return (
    <nav class="office-pager" aria-label={words.pages(lang)}>
      {first !== null && (
        <a class="button" href={first}>
          {words.toStart(lang)}
        </a>
      )}
      {next !== null && (
        <a class="button" href={next} rel="next">
          {words.nextPage(lang)}
        </a>
      )}
    </nav>
  )
}
