import { useState } from 'react'
import { type LoaderFunctionArgs, type MetaDescriptor, useLoaderData } from 'react-router'
import { page as pageWords, web, stage as words } from '../../../../src/language/index.ts'
import { askIcon, backIcon, moonIcon, searchIcon } from '../../../../src/ui/icons.tsx'
import { type PageView, pageFor } from '../../page/view.ts'
import { Buy } from './buy.tsx'
import { Film } from './film.tsx'
import { Icon, Price } from './parts.tsx'
import { Talk } from './talk.tsx'

export function loader({ request, params }: LoaderFunctionArgs): PageView {
  const guest = /(?:^|;\s*)doumi_guest=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
  const view = pageFor({ lang: params.lang, slug: params.slug, guest })
  if (view === null) throw new Response(null, { status: 404 })
  return view
}

export function meta({ loaderData }: { loaderData?: PageView }): MetaDescriptor[] {
  if (loaderData === undefined) return []
  const { lang, origin, path, shop, product, facts } = loaderData
  const other = lang === 'ko' ? 'en' : 'ko'
  const title = `${product.name} · ${shop}`
  const address = `${origin}/${lang}${path}`
  return [
    { title },
    { name: 'description', content: product.lead },
    { tagName: 'link', rel: 'canonical', href: address },
    { tagName: 'link', rel: 'alternate', hrefLang: lang, href: address },
    { tagName: 'link', rel: 'alternate', hrefLang: other, href: `${origin}/${other}${path}` },
    { property: 'og:title', content: title },
    { property: 'og:url', content: address },
    { property: 'og:description', content: product.lead },
    ...(product.picture ? [{ property: 'og:image', content: origin + product.picture.src }] : []),
    ...facts.map(fact => ({ 'script:ld+json': JSON.parse(fact) })),
  ]
}

export default function Product() {
  const { lang, path, shop, categories, product, talk } = useLoaderData<typeof loader>()
  const other = lang === 'ko' ? 'en' : 'ko'
  const [panel, setPanel] = useState('talk')
  const tabs = [
    ['talk', words.conversation(lang)],
    ['details', words.details(lang)],
  ] as const
  return (
    <>
      <a className="skip" href="#main">
        {pageWords.skipToContent(lang)}
      </a>
      <header className="top">
        <a className="wordmark" href={`/${lang}`}>
          {shop}
        </a>
        <nav aria-label={web.shopNav(lang)}>
          {categories.map(({ slug, name }) => (
            <a key={slug} href={`/${lang}/c/${slug}`} aria-current={slug === product.category ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <div className="top-tools">
          <a className="tool" href={`/${lang}/search`} aria-label={web.search(lang)}>
            <Icon of={searchIcon} />
          </a>
          <a className="tool" href={`/${other}${path}`} lang={other} hrefLang={other}>
            {pageWords.otherLanguage(lang)}
          </a>
          <button className="tool needs-script" type="button" aria-label={pageWords.themeSwitch(lang)}>
            <Icon of={moonIcon} />
          </button>
        </div>
      </header>
      <main className="stage" data-panel={panel} id="main">
        <section className="player" aria-label={words.filmLabel(lang)}>
          <Film lang={lang} film={product.film} />
          <a className="float back" href={`/${lang}/c/${product.category}`} aria-label={words.back(lang)}>
            <Icon of={backIcon} />
          </a>
        </section>
        <section className="on-film" aria-labelledby="on-film">
          <h2 id="on-film">{words.onFilm(lang)}</h2>
          {product.onFilm.map(({ id, slug, name, price, image }) => (
            <a className="pin" key={id} href={`/${lang}/p/${slug}`}>
              {image && <img src={image.src} srcSet={image.srcset} sizes="48px" alt="" width={48} height={48} />}
              <span>
                <span className="pin-name">{name}</span>
                <Price lang={lang} value={price} />
              </span>
            </a>
          ))}
        </section>
        <section className="goods">
          <div>
            <h1>{product.name}</h1>
            <p className="lead">{product.lead}</p>
          </div>
          <Buy lang={lang} options={product.options} variants={product.variants} price={product.price} />
        </section>
        <section className="more">
          <div className="tabs needs-script" role="tablist" aria-label={product.name}>
            {tabs.map(([id, text]) => (
              <button
                key={id}
                className="tab"
                type="button"
                role="tab"
                id={`tab-${id}`}
                aria-controls={id}
                aria-selected={panel === id}
                tabIndex={panel === id ? undefined : -1}
                onClick={() => setPanel(id)}
              >
                {text}
              </button>
            ))}
          </div>
          <Details product={product} />
        </section>
        <section className="talk" id="talk" aria-labelledby="talk-title">
          <Talk lang={lang} talk={talk} action={`/${lang}${path}/ask`} />
        </section>
        <div className="askbar">
          <p>
            <span className="askbar-name">{product.name}</span>
            <Price lang={lang} value={product.price.lowest} />
          </p>
          <a className="button primary" href="#talk">
            <Icon of={askIcon} small />
            {words.ask(lang)}
          </a>
        </div>
      </main>
    </>
  )
}

function Details({ product: { picture, about, facts } }: { product: PageView['product'] }) {
  return (
    <div className="panel details" id="details" role="tabpanel" aria-labelledby="tab-details">
      {picture && (
        <img
          src={picture.src}
          srcSet={picture.srcset}
          sizes="(max-width: 899px) 92vw, 30vw"
          width={picture.width}
          height={picture.height}
          alt={picture.alt}
          loading="lazy"
        />
      )}
      <div>
        <h2>{about.title}</h2>
        <p>{about.text}</p>
        <table className="table">
          <tbody>
            {facts.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
