import type { MetaDescriptor } from 'react-router'
import { page as pageWords, web as words } from '../../../../src/language/index.ts'
import { bagIcon, moonIcon, playIcon, searchIcon, userIcon } from '../../../../src/ui/icons.tsx'
import type { ListFixture } from '../../page/lists.ts'
import { Icon, Price } from './parts.tsx'

const restOf = ({ query }: ListFixture) => (query === '' ? '' : `?${new URLSearchParams({ q: query })}`)

export function listMeta(list: ListFixture): MetaDescriptor[] {
  const { lang, shop, title, here, path, about, query } = list
  const other = lang === 'ko' ? 'en' : 'ko'
  const rest = restOf(list)
  const address = `http://localhost:3000${here}${rest}`
  return [
    { title: `${title} · ${shop}` },
    ...(about === '' ? [] : [{ name: 'description', content: about }]),
    ...(query === '' ? [] : [{ name: 'robots', content: 'noindex' }]),
    { tagName: 'link', rel: 'canonical', href: address },
    { tagName: 'link', rel: 'alternate', hrefLang: lang, href: address },
    { tagName: 'link', rel: 'alternate', hrefLang: other, href: `http://localhost:3000/${other}${path}${rest}` },
    { property: 'og:title', content: `${title} · ${shop}` },
    { property: 'og:url', content: address },
  ]
}

export function List({ list }: { list: ListFixture }) {
  const { lang, shop, title, here, query } = list
  return (
    <>
      <Top list={list} />
      <main className="band list" id="main">
        {query !== '' && (
          <form className="search" role="search" action={here}>
            <label className="aside" htmlFor="q">
              {words.search(lang)}
            </label>
            <input
              className="input"
              id="q"
              type="search"
              name="q"
              defaultValue={query}
              maxLength={100}
              placeholder={words.searchPlaceholder(lang)}
              autoComplete="off"
            />
            <button className="button" type="submit">
              <Icon of={searchIcon} small />
              {words.search(lang)}
            </button>
          </form>
        )}
        <header>
          <h1>{title}</h1>
          {list.about !== '' && <p>{list.about}</p>}
        </header>
        <div className="listed">
          <Filters list={list} />
          <div>
            <div className="narrowed">
              <nav className="sorts" aria-label={words.sort(lang)}>
                {list.sorts.map(({ href, text, isCurrent }) => (
                  <a key={href} href={href} aria-current={isCurrent ? 'true' : undefined} rel="nofollow">
                    {text}
                  </a>
                ))}
              </nav>
            </div>
            {query === '' && <p className="note">{list.count}</p>}
            <ul className="goods-grid">
              {list.cards.map((card, i) => (
                <li key={card.slug}>
                  <Card lang={lang} card={card} isEager={i < 4} />
                </li>
              ))}
            </ul>
            {list.next && (
              <p className="more">
                <a className="button" href={list.next}>
                  {words.more(lang)}
                </a>
              </p>
            )}
          </div>
        </div>
      </main>
      <footer className="foot">
        <p>{words.footer(lang, { shop })}</p>
        <nav aria-label={words.footNav(lang)}>
          {list.categories.map(({ slug, name }) => (
            <a key={slug} href={`/${lang}/c/${slug}`}>
              {name}
            </a>
          ))}
          <a href={`/${lang}/desk`}>{words.forStaff(lang)}</a>
        </nav>
      </footer>
    </>
  )
}

function Top({ list }: { list: ListFixture }) {
  const { lang, shop, path } = list
  const other = lang === 'ko' ? 'en' : 'ko'
  return (
    <>
      <a className="skip" href="#main">
        {pageWords.skipToContent(lang)}
      </a>
      <header className="top">
        <a className="wordmark" href={`/${lang}`}>
          {shop}
        </a>
        <nav aria-label={words.shopNav(lang)}>
          {list.categories.map(({ slug, name }) => (
            <a key={slug} href={`/${lang}/c/${slug}`} aria-current={slug === list.current ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <div className="top-tools">
          <a className="tool" href={`/${lang}/search`} aria-label={words.search(lang)}>
            <Icon of={searchIcon} />
          </a>
          <a className="tool" href={`/${other}${path}${restOf(list)}`} lang={other} hrefLang={other}>
            {pageWords.otherLanguage(lang)}
          </a>
          <button className="tool needs-script" type="button" aria-label={pageWords.themeSwitch(lang)}>
            <Icon of={moonIcon} />
          </button>
          <a className="tool" href={`/${lang}/account`} aria-label="account">
            <Icon of={userIcon} />
          </a>
          <a className="tool" href={`/${lang}/cart`} aria-label="cart">
            <Icon of={bagIcon} />
          </a>
        </div>
      </header>
    </>
  )
}

function Filters({ list }: { list: ListFixture }) {
  const { lang, here, query, groups } = list
  const prices = [
    ['from', words.priceFrom(lang)],
    ['to', words.priceTo(lang)],
  ] as const
  return (
    <form className="filters" action={here} aria-label={words.filter(lang)}>
      {query !== '' && <input type="hidden" name="q" value={query} />}
      <details className="filter-fold">
        <summary className="button">{words.filter(lang)}</summary>
        <div className="filter-groups">
          <fieldset className="filter-group">
            <legend>{words.price(lang)}</legend>
            <div className="filter-prices">
              {prices.map(([name, label]) => (
                <input
                  className="input"
                  key={name}
                  name={name}
                  aria-label={label}
                  placeholder={label}
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={16}
                  defaultValue=""
                />
              ))}
            </div>
          </fieldset>
          <fieldset className="filter-group">
            <legend>{words.state(lang)}</legend>
            <Check name="stock" value="1" left={list.inStock} text={words.inStockOnly(lang)} />
            {list.onSale > 0 && <Check name="sale" value="1" left={list.onSale} text={words.onSaleOnly(lang)} />}
          </fieldset>
          {groups.map(({ key, name, values }, i) => (
            <details key={key} className="filter-group" open={i < 3}>
              <summary>{name}</summary>
              <fieldset aria-label={name}>
                {values.map(({ value, name, left }) => (
                  <Check key={value} name="is" value={value} left={left} text={name} />
                ))}
              </fieldset>
            </details>
          ))}
          <button className="button" type="submit">
            {words.showThese(lang)}
          </button>
        </div>
      </details>
    </form>
  )
}

function Check({ name, value, left, text }: { name: string; value: string; left: number; text: string }) {
  return (
    <label className="filter-value">
      <input type="checkbox" name={name} value={value} />
      <span>{text}</span>
      <small>{left}</small>
    </label>
  )
}

interface CardProps {
  lang: ListFixture['lang']
  card: ListFixture['cards'][number]
  isEager: boolean
}

function Card({ lang, card, isEager }: CardProps) {
  const { slug, name, price, from, usual, rating, image, hasFilm, soldOut } = card
  return (
    <a className="goods-card" href={`/${lang}/p/${slug}`}>
      <span className="goods-picture">
        {image && (
          <img
            src={image.src}
            srcSet={image.srcset}
            sizes="(max-width: 699px) 45vw, (max-width: 1099px) 30vw, 260px"
            width={image.width}
            height={image.height}
            alt={image.alt}
            loading={isEager ? 'eager' : 'lazy'}
            decoding="async"
          />
        )}
        {hasFilm && (
          <span className="has-film">
            <Icon of={playIcon} small />
            {words.film(lang)}
          </span>
        )}
      </span>
      <h2 className="goods-name">{name}</h2>
      <Price lang={lang} value={price} />
      {from && <small>{from}</small>}
      {usual && (
        <span className="goods-usual">
          <span className="aside">{words.usually(lang, { price: usual })}</span>
          <s aria-hidden="true">{usual}</s>
          <span className="badge accent">{words.sale(lang)}</span>
        </span>
      )}
      {rating && (
        <span className="goods-rating">
          ★ {rating.mean.toFixed(1)} ({rating.count})
        </span>
      )}
      {soldOut && <span className="badge">{words.soldOut(lang)}</span>}
    </a>
  )
}
