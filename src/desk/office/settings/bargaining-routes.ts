import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, requestLang } from '#edge'
import { type Lang, officeSettings, office as words } from '#language'
import type { Staff } from '#members'
import { listRules, OfferRule, officeCategories, productSummary, type RuleScope, usualRule, writeRule } from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../door.ts'
import { readCount, readShare, writeShare } from '../parts/amount.ts'
import type { Wrong } from '../parts/fields.tsx'
import { type TypedFields, text, typedFields } from '../parts/typed-fields.ts'
import { fieldsRefused, wrongIn } from '../parts/wrong.ts'
import { RuleForm, RuleList, type RuleRow, type TypedRule } from './bargaining.tsx'

const uuid = v.pipe(v.string(), v.uuid())

/**
 * How the shop bargains, for all of it, a category or a product. For the owner alone: what it goes down to is shown on
 * these pages and nowhere else.
 */
export function bargainingRoutes(options: DeskOptions): Hono {
  const { db } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/bargaining'

  app.get(
    path,
    forOffice(options, 'bargaining', async (c, staff) => {
      const lang = requestLang(c)
      const categories = await officeCategories(db)
      return sendOffice(c, options, {
        ...{ staff, part: 'bargaining', title: words.bargaining(lang) },
        body: h(RuleList, { lang, rows: await rowsOf(lang), categories }),
      })
    }),
  )

  app.post(
    `${path}/choose`,
    forOffice(options, 'bargaining', async c => {
      const lang = requestLang(c)
      const scope = text(typedFields(await c.req.formData()), 'scope')
      return c.redirect(officePath(lang, `/bargaining/${scope.replace('.', '/')}`), 303)
    }),
  )

  for (const place of [`${path}/shop`, `${path}/:scope{category|product}/:id`]) {
    app.get(
      place,
      forOffice(options, 'bargaining', async (c, staff) => {
        const scope = await scopeOf(c)
        const rule = (await listRules(db)).find(one => one.scope === scope.scope && one.scopeId === scope.scopeId)
        return form(c, staff, { scope, typed: typedOf(rule ?? usualRule), wrong: {}, isWritten: rule !== undefined })
      }),
    )

    app.post(
      place,
      forOffice(options, 'bargaining', async (c, staff) => {
        const scope = await scopeOf(c)
        const fields = typedFields(await c.req.formData())
        if (text(fields, 'act') === 'delete') {
          await writeRule(db, { ...scope, rule: null })
          return leadTo(c, { path: '/bargaining', done: 'deleted' })
        }
        const typed = readRule(fields)
        const parsed = v.safeParse(OfferRule, ruleOf(typed))
        if (!parsed.success) {
          const lang = requestLang(c)
          const wrong = { ...wrongIn(parsed.issues, lang) }
          if (wrong[''] !== undefined) wrong.declineToBasisPoints = officeSettings.sharesWrong(lang)
          const refused = fieldsRefused()
          return form(c, staff, { scope, typed, wrong, isWritten: true, refused })
        }
        await writeRule(db, { ...scope, rule: parsed.output })
        return leadTo(c, { path: '/bargaining', done: 'saved' })
      }),
    )
  }

  async function scopeOf(c: Context): Promise<RuleScope> {
    const [scope, scopeId] = [c.req.param('scope'), c.req.param('id')]
    if (scope === undefined) return { scope: 'shop', scopeId: null }
    if (!v.is(uuid, scopeId)) throw new Problem('missing')
    return { scope: scope === 'category' ? 'category' : 'product', scopeId }
  }

  async function nameOf(lang: Lang, { scope, scopeId }: RuleScope): Promise<string | null> {
    if (scope === 'shop') return officeSettings.wholeShop(lang)
    if (scope === 'category') {
      const found = (await officeCategories(db)).find(one => one.id === scopeId)
      return found ? officeSettings.ruleOfCategory(lang, { name: found.name[lang] }) : null
    }
    const [found] = await productSummary(db, { ids: [scopeId], reader: 'staff' })
    return found ? officeSettings.ruleOfProduct(lang, { name: found.name[lang] }) : null
  }

  async function rowsOf(lang: Lang): Promise<RuleRow[]> {
    const rules = await listRules(db)
    const order = ['shop', 'category', 'product']
    const rows: RuleRow[] = []
    for (const { scope, scopeId, ...rule } of rules.sort((a, b) => order.indexOf(a.scope) - order.indexOf(b.scope))) {
      const of: RuleScope | null = scope === 'shop' ? { scope, scopeId: null } : scopeId ? { scope, scopeId } : null
      const name = of && (await nameOf(lang, of))
      // The rule of what was deleted bothers nobody.
      if (name !== null) rows.push({ name, rule, path: scope === 'shop' ? 'shop' : `${scope}/${scopeId}` })
    }
    return rows.some(row => row.path === 'shop')
      ? rows
      : [{ name: officeSettings.wholeShop(lang), rule: null, path: 'shop' }, ...rows]
  }

  async function form(c: Context, staff: Staff, { scope, typed, wrong, isWritten, refused }: Shown): Promise<Response> {
    const lang = requestLang(c)
    const name = await nameOf(lang, scope)
    if (name === null) throw new Problem('missing')
    const place = scope.scope === 'shop' ? 'shop' : `${scope.scope}/${scope.scopeId}`
    return sendOffice(c, options, {
      ...{ staff, part: 'bargaining', title: name, refused },
      above: { href: officePath(lang, '/bargaining'), text: words.bargaining(lang) },
      body: h(RuleForm, { lang, action: officePath(lang, `/bargaining/${place}`), typed, wrong, isWritten }),
    })
  }

  return app
}

interface Shown {
  scope: RuleScope
  typed: TypedRule
  wrong: Wrong
  isWritten: boolean
  refused?: Problem
}

function typedOf(rule: OfferRule): TypedRule {
  const share = (value: number | null) => (value === null ? '' : writeShare(value))
  return {
    isAllowed: rule.isAllowed,
    acceptFromBasisPoints: share(rule.acceptFromBasisPoints),
    declineToBasisPoints: share(rule.declineToBasisPoints),
    attempts: String(rule.attempts),
    lifetimeHours: String(Math.round(rule.lifetimeMinutes / 6) / 10),
  }
}

function readRule(fields: TypedFields): TypedRule {
  const of = (name: string) => text(fields, name).trim()
  return {
    isAllowed: fields.has('isAllowed'),
    acceptFromBasisPoints: of('acceptFromBasisPoints'),
    declineToBasisPoints: of('declineToBasisPoints'),
    attempts: of('attempts'),
    lifetimeHours: of('lifetimeHours'),
  }
}

function ruleOf(typed: TypedRule) {
  const share = (value: string) => (value === '' ? null : readShare(value))
  return {
    isAllowed: typed.isAllowed,
    acceptFromBasisPoints: share(typed.acceptFromBasisPoints),
    declineToBasisPoints: share(typed.declineToBasisPoints),
    attempts: readCount(typed.attempts),
    lifetimeMinutes: Math.round(Number(typed.lifetimeHours || Number.NaN) * 60),
  }
}
