import { type Context, Hono } from 'hono'
import { h } from 'preact'
import { inquiryOpening, openInquiry, openStage, roomFor, stageOpening } from '#chat'
import { anonymousTheme, makeNonce, Problem, refusalOf } from '#edge'
import { isLang, type Lang, offers, pick, talk as words } from '#language'
import { listCategories, productView, ratingOf, reviewsOf, ruleOf, shopView } from '#shop'
import type { PageHead, Theme } from '#ui'

import { toHtml } from '../html.ts'
import { keptFor } from '../kept.ts'
import type { WebOptions } from '../options.ts'
import { addresses, sendOwn, sendShared, themeOf } from '../render.ts'
import { ask, openSpeaking, type RoomOf } from '../talk/ask.ts'
import { answerTheOffer, nameThePrice, typedOffer } from '../talk/bargain-forms.ts'
import { renderPlainTalk, renderTalk } from '../talk/island.tsx'
import { cardsIn, keptCards, openingEntries, roomStart, talkCommon } from '../talk/opening.ts'
import { type PlainOffer, type PlainVariant, plainOfferId, plainVariants } from '../talk/plain.tsx'
import type { TalkProps } from '../talk/talk.tsx'
import { makeTemplate, type Template } from '../template.ts'
import { productFacts } from './facts.ts'
import { Stage } from './page.tsx'

/** How long a rendered stage serves visitors with an identity before it is made anew. */
const keepMs = 10_000

/** Reviews that stand on the stage; the others have a page. */
const shownReviews = 3

interface StageTemplate {
  productId: string
  hasFilm: boolean
  /** What a price may be named for, and its currency; null where the shop does not bargain, or another shop sells. */
  bargain: { variants: PlainVariant[]; currency: string } | null
  template: Template<'nonce' | 'talk' | 'plain'>
  /** What stands under the conversation where scripts are off, as long as nothing was refused. */
  plain: Template<'nonce'>
}

/** The stage of each product, and the forms that ask where scripts are off. */
export function stageRoutes(options: WebOptions): Hono {
  const { db, pages, shop } = options
  const stages = keptFor(keepMs, makeStage)
  const cards = keptCards(db)
  shop.onCatalogueChanged(() => {
    stages.drop()
    cards.drop()
  })
  const speak = openSpeaking(options)
  const app = new Hono()

  app.get('/:lang{(?:ko|en)}/p/:slug', async c => {
    const { lang, slug } = params(c)
    const stage = await stages.get({ lang, slug, theme: themeOf(c) })
    const nonce = makeNonce()
    const anonymous = anonymousTheme(c.req.header('cookie')) !== undefined
    const shopper = anonymous ? null : await options.shopper(c.req.raw.headers)
    const talk = await shopTalk(stage, { lang, slug, shopperId: shopper?.id ?? null })
    const plain = stage.plain.fill({ nonce: talk.nonce })
    const html = stage.template.fill({ nonce, talk: renderTalk(talk), plain })
    return shopper === null ? sendShared(c, pages, html, nonce) : sendOwn(c, html, nonce)
  })

  /** The same page with the crowded room in sight. What is said there comes too fast for a page that is kept. */
  app.get('/:lang{(?:ko|en)}/p/:slug/everyone', async c => {
    const { lang, slug } = params(c)
    const stage = await stages.get({ lang, slug, theme: themeOf(c) })
    const nonce = makeNonce()
    const shopper = await options.shopper(c.req.raw.headers)
    const notice = c.req.query('held') === undefined ? null : words.held(lang)
    const talk = await crowdTalk(stage, { lang, slug, shopperId: shopper?.id ?? null, notice })
    const plain = renderPlainTalk({ lang, path: `/${lang}/p/${slug}/everyone`, offer: null })
    return sendOwn(c, stage.template.fill({ nonce, talk: renderTalk(talk), plain }), nonce)
  })

  app.post('/:lang{(?:ko|en)}/p/:slug/ask', async c => {
    const { lang, slug } = params(c)
    const { productId } = await stages.get({ lang, slug, theme: null })
    await ask(c, speak, inquiryAbout({ productId, lang }))
    return c.redirect(`/${lang}/p/${slug}#talk`, 303)
  })

  app.post('/:lang{(?:ko|en)}/p/:slug/everyone', async c => {
    const { lang, slug } = params(c)
    const { productId } = await stages.get({ lang, slug, theme: null })
    const { said } = await ask(c, speak, async ({ id }) => {
      const { id: roomId } = await openStage(db, { productId })
      return roomFor(db, { roomId, actor: { id, role: 'shopper', name: null } })
    })
    return c.redirect(`/${lang}/p/${slug}/everyone${said.entry === null ? '?held' : ''}#talk`, 303)
  })

  app.post('/:lang{(?:ko|en)}/p/:slug/offer', async c => {
    const { lang, slug } = params(c)
    const stage = await stages.get({ lang, slug, theme: themeOf(c) })
    const typed = await typedOffer(c)
    try {
      if (stage.bargain === null) throw new Problem('forbidden', 'shop.no_offers', offers.noOffers)
      const { currency } = stage.bargain
      await nameThePrice(c, speak, { typed, currency, roomOf: inquiryAbout({ productId: stage.productId, lang }) })
    } catch (thrown) {
      const problem = refusalOf(thrown)
      if (stage.bargain === null) throw problem
      const nonce = makeNonce()
      const shopper = await options.shopper(c.req.raw.headers)
      const talk = await shopTalk(stage, { lang, slug, shopperId: shopper?.id ?? null })
      const refused = { sentence: problem.sentence(lang), typed }
      // What was refused was not said: sent again with other words it may be.
      const offer = offerForm(stage.bargain, { lang, slug, nonce: typed.nonce ?? talk.nonce, refused })
      const plain = renderPlainTalk({ lang, path: `/${lang}/p/${slug}`, offer })
      const html = stage.template.fill({ nonce, talk: renderTalk(talk), plain })
      return sendOwn(c, html, nonce, problem.status)
    }
    return c.redirect(`/${lang}/p/${slug}#talk`, 303)
  })

  app.post('/:lang{(?:ko|en)}/p/:slug/answer', async c => {
    const { lang, slug } = params(c)
    await answerTheOffer(c, speak, options)
    return c.redirect(`/${lang}/p/${slug}#talk`, 303)
  })

  function inquiryAbout({ productId, lang }: { productId: string; lang: Lang }): RoomOf {
    return ({ id, name }) => openInquiry(db, { shopperId: id, shopperName: name, productId, language: lang })
  }

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
    const { id: productId } = product
    const [rule, rating, { reviews }] = await Promise.all([
      ruleOf(db, { productId }),
      ratingOf(db, { productId }),
      reviewsOf(db, { productId, after: null, limit: shownReviews }),
    ])
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
      facts: productFacts({ lang, product, origin: options.origin, shop: settings, liked: { rating, reviews } }),
    }
    const frame = { lang, shop: settings, categories, path, current: product.category.slug }
    const template = makeTemplate(['nonce', 'talk', 'plain'], marks =>
      toHtml({
        head,
        assets: options.stageAssets,
        nonce: marks.nonce,
        body: h(Stage, { frame, product, talk: marks.talk + marks.plain, liked: { rating, reviews } }),
      }),
    )
    const { currency } = product.price.lowest
    const isBargained = rule.isAllowed && product.elsewhere === null
    const bargain = isBargained ? { variants: plainVariants(lang, product), currency } : null
    const plain = makeTemplate(['nonce'], ({ nonce }) => {
      const offer = bargain && offerForm(bargain, { lang, slug, nonce, refused: null })
      return renderPlainTalk({ lang, path: `/${lang}${path}`, offer })
    })
    return { productId, hasFilm: product.film?.isReady === true, bargain, template, plain }
  }

  /** The page of the shopper's own conversation; that of somebody without an identity is the same for all of them. */
  async function shopTalk(stage: StageTemplate, { lang, slug, shopperId }: Whose): Promise<TalkProps> {
    const { productId } = stage
    const open = shopperId && (await inquiryOpening(db, { shopperId, productId, limit: openingEntries }))
    return {
      ...talkOf(stage, { lang, slug, way: 'shop' }),
      start: open ? roomStart(open) : null,
      cards: open ? await cardsIn(cards, { lang, entries: open.entries }) : [],
    }
  }

  async function crowdTalk(
    stage: StageTemplate,
    { lang, slug, shopperId, notice }: Whose & { notice: string | null },
  ): Promise<TalkProps> {
    const { productId } = stage
    const limit = openingEntries
    const [own, crowd] = await Promise.all([
      shopperId === null ? null : inquiryOpening(db, { shopperId, productId, limit }),
      stageOpening(db, { shopperId, productId, limit }),
    ])
    const entries = [...(own?.entries ?? []), ...(crowd?.entries ?? [])]
    const common = talkOf(stage, { lang, slug, way: 'everyone' })
    return {
      ...common,
      start: own ? roomStart(own) : null,
      cards: await cardsIn(cards, { lang, entries }),
      ways: common.ways && { ...common.ways, crowd: { start: crowd ? roomStart(crowd) : null, notice } },
    }
  }

  return app
}

interface Whose {
  lang: Lang
  slug: string
  shopperId: string | null
}

/** The form in which a price is named, with what was refused in it. */
function offerForm(
  { variants }: NonNullable<StageTemplate['bargain']>,
  { lang, slug, nonce, refused }: { lang: Lang; slug: string } & Pick<PlainOffer, 'nonce' | 'refused'>,
): PlainOffer {
  return { action: `/${lang}/p/${slug}/offer`, nonce, variants, refused }
}

/** What both conversations of a stage have in common, empty. */
function talkOf(
  { productId, hasFilm, bargain }: StageTemplate,
  { lang, slug, way }: { lang: Lang; slug: string; way: 'shop' | 'everyone' },
): TalkProps {
  const path = `/${lang}/p/${slug}`
  const hrefs = { shop: `${path}#talk`, everyone: `${path}/everyone#talk` }
  return {
    ...talkCommon(lang),
    productId,
    hasFilm,
    bargainOver: bargain === null ? null : productId,
    bargainForms: { action: `${path}/answer`, counter: bargain === null ? null : `#${plainOfferId}` },
    action: `${path}/ask`,
    start: null,
    cards: [],
    ways: { way, hrefs, crowdAction: `${path}/everyone`, crowd: null },
  }
}

function params(c: Context): { lang: Lang; slug: string } {
  const lang = c.req.param('lang')
  const slug = c.req.param('slug')
  if (!isLang(lang) || slug === undefined) throw new Problem('missing')
  return { lang, slug }
}
