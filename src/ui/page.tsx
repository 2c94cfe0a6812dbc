import type { ComponentChildren } from 'preact'
import type { Lang } from '#language'
import { Json } from './json.tsx'
import type { Theme } from './theme.tsx'

/** The built files that a page needs, by their addresses. */
export interface Assets {
  scripts: string[]
  /** Modules that the scripts need at once, so that the browser fetches them together. */
  preload: string[]
  styles: string[]
  /** Styles for where scripts are off. */
  plainStyle: string
}

export interface PageHead {
  lang: Lang
  title: string
  description?: string
  /** The page's address in each language, absolute; the first is the one of this page. */
  canonical?: string
  alternates?: { lang: Lang; href: string }[]
  image?: string
  /** Facts for search engines (schema.org), as JSON-LD. */
  facts?: object[]
  theme: Theme | null
  /** The owner's colour as CSS, checked when it was saved. */
  colour?: string
  noIndex?: boolean
}

/** The colour that tokens.css has already. */
const ownColour = 'oklch(0.42 0.085 162)'

export interface DocumentProps {
  head: PageHead
  assets: Assets
  /** The nonce of the page's content policy. */
  nonce: string
  body: ComponentChildren
}

/** A whole page. Who sends it renders it to a string behind `<!doctype html>`. */
export function Document({ head, assets, nonce, body }: DocumentProps) {
  return (
    <html lang={head.lang} data-theme={head.theme ?? undefined}>
      <Head head={head} assets={assets} nonce={nonce} />
      <body>{body}</body>
    </html>
  )
}

function Head({ head, assets, nonce }: { head: PageHead; assets: Assets; nonce: string }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
      <title>{head.title}</title>
      {head.description && <meta name="description" content={head.description} />}
      {head.noIndex && <meta name="robots" content="noindex" />}
      {head.canonical && <link rel="canonical" href={head.canonical} />}
      {head.alternates?.map(({ lang, href }) => (
        <link key={lang} rel="alternate" hreflang={lang} href={href} />
      ))}
      {head.canonical && <meta property="og:title" content={head.title} />}
      {head.canonical && <meta property="og:url" content={head.canonical} />}
      {head.description && head.canonical && <meta property="og:description" content={head.description} />}
      {head.image && <meta property="og:image" content={head.image} />}
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      {assets.styles.map(href => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      {head.colour !== undefined && head.colour !== ownColour && (
        <link rel="stylesheet" href={`/owner.css?colour=${encodeURIComponent(head.colour)}`} />
      )}
      <noscript>
        <link rel="stylesheet" href={assets.plainStyle} />
      </noscript>
      {assets.preload.map(href => (
        <link key={href} rel="modulepreload" href={href} nonce={nonce} />
      ))}
      {assets.scripts.map(src => (
        <script key={src} type="module" src={src} nonce={nonce} />
      ))}
      {head.facts?.map(fact => (
        <Json key={JSON.stringify(fact)} type="application/ld+json" of={fact} />
      ))}
    </head>
  )
}

/** Words for those who hear the page and do not see it. */
export function Aside({ children }: { children: ComponentChildren }) {
  return <span class="aside">{children}</span>
}
