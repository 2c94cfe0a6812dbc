import { and, eq, isNull, or, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Queryable } from '#database'
import { offerRule } from '../offer-schema.ts'
import { product } from '../schema.ts'

const share = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)))

/**
 * How the shop bargains, as its owner writes it. Shares are of the price of the day in hundredths of a per cent: offers of
 * `acceptFromBasisPoints` and more are accepted at once, those of `declineToBasisPoints` and less declined at once.
 */
export const OfferRule = v.pipe(
  v.strictObject({
    isAllowed: v.boolean(),
    acceptFromBasisPoints: share,
    declineToBasisPoints: share,
    attempts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
    lifetimeMinutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(43_200)),
  }),
  v.check(
    rule => (rule.declineToBasisPoints ?? -1) < (rule.acceptFromBasisPoints ?? 10_001),
    'What is declined must be less than what is accepted.',
  ),
)
export type OfferRule = v.InferOutput<typeof OfferRule>

/** What a rule is for: the nearest one counts. */
export type RuleScope = { scope: 'shop'; scopeId: null } | { scope: 'category' | 'product'; scopeId: string }

/** How a shop bargains whose owner has not said: a person decides everything, within two days. */
export const usualRule: OfferRule = {
  isAllowed: true,
  acceptFromBasisPoints: null,
  declineToBasisPoints: null,
  attempts: 3,
  lifetimeMinutes: 48 * 60,
}

const columns = {
  isAllowed: offerRule.isAllowed,
  acceptFromBasisPoints: offerRule.acceptFromBasisPoints,
  declineToBasisPoints: offerRule.declineToBasisPoints,
  attempts: offerRule.attempts,
  lifetimeMinutes: offerRule.lifetimeMinutes,
}

/** The rule that counts for a product. It is for the server alone. */
export async function ruleOf(db: Queryable, { productId }: { productId: string }): Promise<OfferRule> {
  const [found] = await db
    .select(columns)
    .from(offerRule)
    .leftJoin(product, eq(product.id, productId))
    .where(
      or(
        eq(offerRule.scope, 'shop'),
        and(eq(offerRule.scope, 'category'), eq(offerRule.scopeId, product.categoryId)),
        and(eq(offerRule.scope, 'product'), eq(offerRule.scopeId, productId)),
      ),
    )
    .orderBy(sql`array_position(array['product', 'category', 'shop'], ${offerRule.scope})`)
    .limit(1)
  return found ?? usualRule
}

/** All the rules that the owner wrote, for their page. */
export function listRules(
  db: Queryable,
): Promise<(OfferRule & { scope: RuleScope['scope']; scopeId: string | null })[]> {
  return db.select({ ...columns, scope: offerRule.scope, scopeId: offerRule.scopeId }).from(offerRule)
}

/** Writes the rule of a scope in place of the one it had; null takes it away, so that the next wider one counts. */
export async function writeRule(
  db: Queryable,
  { scope, scopeId, rule }: RuleScope & { rule: OfferRule | null },
): Promise<void> {
  const isOf = and(
    eq(offerRule.scope, scope),
    scopeId === null ? isNull(offerRule.scopeId) : eq(offerRule.scopeId, scopeId),
  )
  await db.transaction(async tx => {
    await tx.delete(offerRule).where(isOf)
    if (rule !== null) await tx.insert(offerRule).values({ scope, scopeId, ...rule })
  })
}

/** What the rule says of a price: at once, or that a person decides. `priceNow` is what one piece costs today. */
export function decide(rule: OfferRule, { unitAmount, priceNow }: { unitAmount: number; priceNow: number }) {
  if (isTooLow(rule, { unitAmount, priceNow })) return 'decline' as const
  const from = rule.acceptFromBasisPoints
  return from !== null && unitAmount * 10_000 >= priceNow * from ? ('accept' as const) : ('ask' as const)
}

/** Whether a price is one that is never agreed on, whoever names it. */
export function isTooLow(
  { declineToBasisPoints }: OfferRule,
  { unitAmount, priceNow }: { unitAmount: number; priceNow: number },
): boolean {
  return declineToBasisPoints !== null && unitAmount * 10_000 <= priceNow * declineToBasisPoints
}
