import { createHash, randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { actorOf, inquiryOpening, openInquiry, say } from '#chat'
import { longestText } from '#chat/protocol'
import { addressKey, anonymousTheme, makeLimit, makeNonce, Problem, takeFrom } from '#edge'
import { isLang, type Lang, monthDay, pick } from '#language'
import { listCategories, productSummary, productView, shopView } from '#shop'
import type { PageHead, Theme } from '#ui'
import { toHtml } from '../html.ts'
import { keptFor } from '../kept.ts'
import type { WebOptions } from '../options.ts'
import { addresses, sendOwn, sendShared, themeOf } from '../render.ts'
import { type CardView, cardView } from '../talk/card-view.ts'
import { renderTalk } from '../talk/island.tsx'
import type { TalkProps } from '../talk/talk.tsx'
import { makeTemplate, type Template } from '../template.ts'
import { productFacts } from './facts.ts'
import { Stage } from './page.tsx'

/** How long a rendered stage and the cards in conversations serve visitors with an identity before they are made anew. */
const keepMs = 10_000
/** Entries of a conversation that a page opens with; earlier ones stay in the log. */
const openingEntries = 200
/** The zone of this machine, in which times stand until the reader's browser writes them in its own. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

const askForm = v.object({
  text: v.pipe(v.string(), v.maxLength(longestText)),
  nonce: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
})

interface StageTemplate {
  productId: string
  hasFilm: boolean
  template: Template<'nonce' | 'talk'>
}

/** The stage of each product, and the form that asks where scripts are off. */
export function stageRoutes(options: WebOptions): Hono {
  const { db, conversations, pages, shop } = options
  const stages = keptFor(keepMs, makeStage)
  const cards = keptFor(keepMs, makeCard)
  shop.onCatalogueChanged(() => {
    stages.drop()
    cards.drop()
  })
  const asking = makeLimit({ name: 'ask-form', points: 30, seconds: 60 })
  const app = new Hono()

  app.get('/:lang{(?:ko|en)}/p/:slug', async c => {
    const { lang, slug } = params(c)
    const stage = await stages.get({ lang, slug, theme: themeOf(c) })
    const nonce = makeNonce()
    const anonymous = anonymousTheme(c.req.header('cookie')) !== undefined
    const talk = await talkOf(stage, { lang, slug, headers: anonymous ? null : c.req.raw.headers })
    const html = stage.template.fill({ nonce, talk: renderTalk(talk) })
    return talk.room === null ? sendShared(c, pages, html, nonce) : sendOwn(c, html, nonce)
  })

  /** Asks without scripts. Sent twice, as by a reload, the same words are one entry. */
  app.post('/:lang{(?:ko|en)}/p/:slug/ask', async c => {
    await takeFrom(asking, addressKey(options.address(c)))
    const { lang, slug } = params(c)
    const parsed = v.safeParse(askForm, await c.req.parseBody())
    if (!parsed.success) throw new Problem('invalid')
    const { text, nonce } = parsed.output
    const { productId } = await stages.get({ lang, slug, theme: null })
    const guest = options.guest(c.req.raw.headers) ?? options.newGuest()
    const actor = actorOf({ guest, staff: null }, 'shopper')
    if (actor === null) throw new Problem('internal')
    const room = await openInquiry(db, { shopperId: guest.id, productId, language: lang })
    const cid = `form:${createHash('sha256').update(`${nonce}\0${text}`).digest('base64url')}`
    await say(conversations, { roomId: room.id, actor, cid, body: { kind: 'text', text }, now: new Date() })
    if ('cookie' in guest) c.header('Set-Cookie', String(guest.cookie))
    return c.redirect(`/${lang}/p/${slug}#talk`, 303)
  })

  async function makeStage({
    lang,
    slug,
    theme,
  }: {
    lang: Lang
    slug: string
    theme: Theme | null
  }): Promise<StageTemplate> {
    const [product, settings, categories] = await Promise.all([
      productView(db, { slug }),
      shopView(db),
      listCategories(db),
    ])
    if (product === null) throw new Problem('missing')
    const path = `/p/${slug}`
    const [image] = product.images
    const head: PageHead = {
      lang,
      theme,
      colour: settings.ownerColour,
      title: `${pick(lang, product.name)} · ${pick(lang, settings.name)}`,
      description: pick(lang, product.lead),
      ...addresses(options.origin, lang, path),
      ...(image && { image: options.origin + image.src }),
      facts: productFacts({ lang, product, origin: options.origin }),
    }
    const frame = { lang, shop: settings, categories, path, current: product.category.slug }
    const template = makeTemplate(['nonce', 'talk'], marks =>
      toHtml({
        head,
        assets: options.stageAssets,
        nonce: marks.nonce,
        body: h(Stage, { frame, product, talk: marks.talk }),
      }),
    )
    return { productId: product.id, hasFilm: product.film !== null, template }
  }

  async function makeCard({ lang, productId }: { lang: Lang; productId: string }): Promise<CardView | null> {
    const [product] = await productSummary(db, { ids: [productId] })
    return product?.published ? cardView(lang, product) : null
  }

  /** What the page knows of this visitor's conversation; without headers, that of a visitor without an identity. */
  async function talkOf(
    { productId, hasFilm }: StageTemplate,
    { lang, slug, headers }: { lang: Lang; slug: string; headers: Headers | null },
  ): Promise<TalkProps> {
    const guest = headers && options.guest(headers)
    const open = guest && (await inquiryOpening(db, { shopperId: guest.id, productId, limit: openingEntries }))
    const common = {
      lang,
      productId,
      hasFilm,
      action: `/${lang}/p/${slug}/ask`,
      nonce: randomUUID(),
      timeZone,
      today: monthDay(lang, new Date(), timeZone),
    }
    if (open === null) return { ...common, room: null, entries: [], receipts: [], cards: [] }
    const named = open.entries.flatMap(({ body }) => (body.kind === 'card' ? [body.productId] : []))
    const found = await Promise.all([...new Set(named)].map(productId => cards.get({ lang, productId })))
    return { ...common, ...open, cards: found.filter(card => card !== null) }
  }

  return app
}

function params(c: Context): { lang: Lang; slug: string } {
  const lang = c.req.param('lang')
  const slug = c.req.param('slug')
  if (!isLang(lang) || slug === undefined) throw new Problem('missing')
  return { lang, slug }
}
