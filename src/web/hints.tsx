import { type Lang, pick, web as words } from '#language'
import type { Hints } from '#shop'
import { Icon, Price, searchIcon, tagIcon } from '#ui'

/** What may be meant by what stands in the search field: the options of its listbox. Empty where there is nothing. */
export function HintList({ lang, hints }: { lang: Lang; hints: Hints }) {
  const { queries, misspelt, whole, categories, products } = hints
  const search = (q: string) => `/${lang}/search?${new URLSearchParams({ q })}`
  const links = [...queries.map(search), ...categories.map(({ slug }) => `/${lang}/c/${slug}`)]
  const option = (at: number, href: string) =>
    ({ id: `hint-${at}`, role: 'option', href, tabIndex: -1, 'aria-selected': 'false' }) as const
  if (links.length + products.length === 0) return null
  return (
    <>
      {links.length > 0 && (
        <div role="group" aria-label={misspelt ? words.hintMeant(lang) : words.hintWords(lang)}>
          {misspelt && (
            <p class="hints-title" aria-hidden="true">
              {words.hintMeant(lang)}
            </p>
          )}
          {queries.map((text, i) => (
            <a key={text} {...option(i, search(text))}>
              <Icon of={searchIcon} small />
              <span>{text}</span>
            </a>
          ))}
          {categories.map(({ slug, name }, i) => (
            <a key={slug} {...option(queries.length + i, `/${lang}/c/${slug}`)}>
              <Icon of={tagIcon} small />
              <span>{pick(lang, name)}</span>
              <small>{words.hintKind(lang)}</small>
            </a>
          ))}
        </div>
      )}
      {products.length > 0 && (
        <div role="group" aria-label={words.hintGoods(lang)}>
          {products.map(({ slug, name, price, priceFrom, image }, i) => (
            <a key={slug} {...option(links.length + i, `/${lang}/p/${slug}`)}>
              {image ? (
                <img src={image.src} srcset={image.srcset} sizes="44px" width={44} height={44} alt="" />
              ) : (
                <span class="hint-blank" aria-hidden="true" />
              )}
              <span>{pick(lang, name)}</span>
              <Price lang={lang} value={price} {...(priceFrom && { from: words.from(lang) })} />
            </a>
          ))}
          <a class="hint-all" {...option(links.length + products.length, search(whole))}>
            {words.hintAll(lang, { query: whole })}
          </a>
        </div>
      )}
    </>
  )
}
