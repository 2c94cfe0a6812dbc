import type { ComponentChildren } from 'preact'
import {
  account as accountWords,
  type Lang,
  type Localized,
  orders,
  page as pageWords,
  pick,
  web as words,
} from '#language'
import type { CategoryView, ShopView } from '#shop'
import { Aside, bagIcon, Icon, searchIcon, ThemeSwitch, userIcon } from '#ui'

/** What every page of the shop shows around its own part. */
export interface Frame {
  lang: Lang
  shop: ShopView
  categories: CategoryView[]
  /** The page's path without its language, such as `/p/olive-lantern`, and its query. */
  path: string
  /** The slug of the category that the page belongs to. */
  current?: string | undefined
}

/** The other language. */
export function otherLang(lang: Lang): Lang {
  return lang === 'ko' ? 'en' : 'ko'
}

/** The bar, the page's own part, the foot. */
export function Shell({ frame, children, foot = true }: { frame: Frame; children: ComponentChildren; foot?: boolean }) {
  return (
    <>
      <a class="skip" href="#main">
        {pageWords.skipToContent(frame.lang)}
      </a>
      <TopBar {...frame} />
      {children}
      {foot && <Foot {...frame} />}
    </>
  )
}

function TopBar({ lang, shop, categories, path, current }: Frame) {
  const other = otherLang(lang)
  return (
    <header class="top">
      <a class="wordmark" href={`/${lang}`}>
        {pick(lang, shop.name)}
      </a>
      <nav aria-label={words.shopNav(lang)}>
        {categories.map(({ slug, name }) => (
          <a key={slug} href={`/${lang}/c/${slug}`} aria-current={slug === current ? 'page' : undefined}>
            {pick(lang, name)}
          </a>
        ))}
      </nav>
      <div class="top-tools">
        <a class="tool" href={`/${lang}/search`} aria-label={words.search(lang)}>
          <Icon of={searchIcon} />
        </a>
        <a class="tool" href={`/${other}${path}`} lang={other} hreflang={other}>
          {pageWords.otherLanguage(lang)}
        </a>
        <ThemeSwitch lang={lang} />
        {/* The same for everybody: pages are shared by all who have no identity. */}
        <a class="tool" href={`/${lang}/account`} aria-label={accountWords.account(lang)}>
          <Icon of={userIcon} />
        </a>
        <CartLink lang={lang} />
      </div>
    </header>
  )
}

/** Scripts write the number of pieces into it. */
function CartLink({ lang }: { lang: Lang }) {
  const label = orders.cart(lang)
  const words = { 'data-empty': label, 'data-with': orders.cartWith(lang, { n: '{n}' }) }
  return (
    <a class="tool" href={`/${lang}/cart`} aria-label={label} data-cart {...words}>
      <Icon of={bagIcon} />
    </a>
  )
}

function Foot({ lang, shop, categories }: Frame) {
  return (
    <footer class="foot">
      <div>
        <p>{words.footer(lang, { shop: pick(lang, shop.name) })}</p>
        {shop.business && <p class="business">{pick(lang, shop.business)}</p>}
      </div>
      <nav aria-label={words.footNav(lang)}>
        {categories.map(({ slug, name }) => (
          <a key={slug} href={`/${lang}/c/${slug}`}>
            {pick(lang, name)}
          </a>
        ))}
        <a href={`/${lang}/desk`}>{words.forStaff(lang)}</a>
      </nav>
    </footer>
  )
}

/** A heading that only those hear who do not see the page. */
export function HiddenTitle({ lang, text }: { lang: Lang; text: Localized }) {
  return (
    <h1>
      <Aside>{pick(lang, text)}</Aside>
    </h1>
  )
}
