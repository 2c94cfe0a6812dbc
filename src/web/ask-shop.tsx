import { type Lang, web as words } from '#language'
import { askIcon, Icon } from '#ui'

/** Where a list cannot help any further: the way to a person, with the words already there. */
export function AskShop({ lang, about }: { lang: Lang; about: string }) {
  const typed = new URLSearchParams({ about, text: words.lookingFor(lang, { query: about }) })
  return (
    <p class="ask-shop">
      <span>{words.askInstead(lang)}</span>
      <a class="button primary" href={`/${lang}/talks/new?${typed}`} rel="nofollow">
        <Icon of={askIcon} small />
        {words.askShop(lang)}
      </a>
    </p>
  )
}
