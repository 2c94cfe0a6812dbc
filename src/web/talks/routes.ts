import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { conversationOpening, conversationsOf, openInquiry, roomFor } from '#chat'
import { longestText } from '#chat/protocol'
import { Problem } from '#edge'
import { cleanText, pick, talk as words } from '#language'
import { productSummary } from '#shop'
import { frameOf, langOf, sendPage } from '../account/answer.ts'
import type { WebOptions } from '../options.ts'
import { ask, openSpeaking } from '../talk/ask.ts'
import { answerTheOffer } from '../talk/bargain-forms.ts'
import { cardsIn, keptCards, openingEntries, roomStart, talkCommon } from '../talk/opening.ts'
import { plainOfferId } from '../talk/plain.tsx'
import type { TalkProps } from '../talk/talk.tsx'
import { NewTalkPage } from './new-talk.tsx'
import { type AboutView, TalkPage } from './talk-page.tsx'

/** Conversations among which the one that is asked for is looked up. */
const mostTalks = 200
/** Longest subject, in UTF-16 units. */
const longestSubject = 120

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())

/** One conversation without a film, and the form that begins one about anything. */
export function talksRoutes(options: WebOptions): Hono {
  const { db } = options
  const pageOptions = { ...options, assets: options.stageAssets }
  const cards = keptCards(db)
  options.shop.onCatalogueChanged(cards.drop)
  const speak = openSpeaking(options)
  const app = new Hono()

  app.get('/:lang{(?:ko|en)}/talks/new', async c => {
    const frame = await frameOf(c, options, '/talks/new')
    const { nonce } = talkCommon(frame.lang)
    const { about = '', text = '' } = c.req.query()
    const typed = { subject: about.slice(0, longestSubject), text: text.slice(0, longestText) }
    const title = words.askElse(frame.lang)
    return sendPage(c, options, { frame, title, body: h(NewTalkPage, { frame, nonce, longestSubject, typed }) })
  })

  app.post('/:lang{(?:ko|en)}/talks/new', async c => {
    const lang = langOf(c)
    const { room } = await ask(c, speak, ({ id, name, subject: raw }) => {
      const subject = cleanText(raw.toWellFormed()).replace(/\s+/g, ' ').slice(0, longestSubject).toWellFormed()
      if (subject === '') throw new Problem('invalid')
      return openInquiry(db, { shopperId: id, shopperName: name, subject, language: lang })
    })
    return c.redirect(`/${lang}/talks/${room.id}`, 303)
  })

  app.get('/:lang{(?:ko|en)}/talks/:room', async c => {
    const roomId = roomOf(c)
    const shopper = await options.shopper(c.req.raw.headers)
    const open = shopper && (await conversationOpening(db, { shopperId: shopper.id, roomId, limit: openingEntries }))
    if (!shopper || open === null) throw new Problem('missing')
    const frame = await frameOf(c, options, `/talks/${roomId}`)
    const { lang } = frame
    const about = await aboutOf(lang, { shopperId: shopper.id, roomId })
    const talk: TalkProps = {
      ...talkCommon(lang),
      productId: null,
      hasFilm: false,
      bargainOver: null,
      bargainForms: {
        action: `/${lang}/talks/${roomId}/answer`,
        counter: about.product && `${about.product.href}#${plainOfferId}`,
      },
      action: `/${lang}/talks/${roomId}`,
      start: roomStart(open),
      cards: await cardsIn(cards, { lang, entries: open.entries }),
      ways: null,
    }
    const title = words.talkAbout(lang, { about: about.name })
    return sendPage(c, pageOptions, { frame, title, body: h(TalkPage, { frame, talk, about }) })
  })

  app.post('/:lang{(?:ko|en)}/talks/:room', async c => {
    const roomId = roomOf(c)
    await ask(c, speak, ({ id, name }) => roomFor(db, { roomId, actor: { id, role: 'shopper', name } }))
    return c.redirect(`/${langOf(c)}/talks/${roomId}`, 303)
  })

  app.post('/:lang{(?:ko|en)}/talks/:room/answer', async c => {
    const roomId = roomOf(c)
    await answerTheOffer(c, speak, options)
    return c.redirect(`/${langOf(c)}/talks/${roomId}`, 303)
  })

  /** What a conversation is about, as its page says it. */
  async function aboutOf(
    lang: TalkProps['lang'],
    { shopperId, roomId }: { shopperId: string; roomId: string },
  ): Promise<AboutView> {
    const talks = await conversationsOf(db, { shopperId, limit: mostTalks })
    const { productId, subject } = talks.find(({ room }) => room === roomId) ?? { productId: null, subject: null }
    if (productId === null) return { name: subject ?? words.log(lang), product: null }
    const [product] = await productSummary(db, { ids: [productId] })
    if (!product?.published) return { name: words.goneProduct(lang), product: null }
    const { image, slug } = product
    return {
      name: pick(lang, product.name),
      product: { href: `/${lang}/p/${slug}`, image: image && { src: image.src, srcset: image.srcset } },
    }
  }

  return app
}

function roomOf(c: Context): string {
  const parsed = v.safeParse(uuid, c.req.param('room'))
  if (!parsed.success) throw new Problem('missing')
  return parsed.output
}
