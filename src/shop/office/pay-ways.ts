import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { Queryable } from '#database'
import { cleanText } from '#language'
import { payWays } from '../office-schema.ts'
import type { PayBy } from '../order/place.ts'

const line = (length: number) => v.pipe(v.string(), v.transform(cleanText), v.maxLength(length))

/** How the shop lets itself be paid, as its owner writes it. A bank account is needed for transfers. */
export const PayWays = v.pipe(
  v.strictObject({
    transfer: v.boolean(),
    bankName: line(60),
    bankAccount: line(60),
    bankHolder: line(60),
    delivery: v.boolean(),
    stripe: v.boolean(),
    portone: v.boolean(),
  }),
  v.check(
    ways => !ways.transfer || (ways.bankName !== '' && ways.bankAccount !== '' && ways.bankHolder !== ''),
    'Transfers need a bank, an account and its holder.',
  ),
)
export type PayWays = v.InferOutput<typeof PayWays>

/** The ways of a shop whose owner has not said: those of the providers that the program has settings for. */
const usualWays: PayWays = {
  ...{ transfer: false, bankName: '', bankAccount: '', bankHolder: '' },
  ...{ delivery: false, stripe: true, portone: true },
}

/** How the shop lets itself be paid. */
export async function payWaysOf(db: Queryable): Promise<PayWays> {
  const [row] = await db.select().from(payWays)
  if (row === undefined) return usualWays
  const { transfer, bankName, bankAccount, bankHolder, delivery, stripe, portone } = row
  return { transfer, bankName, bankAccount, bankHolder, delivery, stripe, portone }
}

/** Writes them in place of those that were. */
export async function writePayWays(db: Queryable, { ways }: { ways: PayWays }): Promise<void> {
  await db.transaction(async tx => {
    await tx.delete(payWays).where(eq(payWays.only, true))
    await tx.insert(payWays).values(ways)
  })
}

/** The ways that a buyer may choose; of the providers those that the program has settings for. */
export function offeredWays(ways: PayWays, { providers }: { providers: readonly PayBy[] }): PayBy[] {
  const all: PayBy[] = ['transfer', 'stripe', 'portone', 'delivery']
  return all.filter(way => ways[way] && (way === 'transfer' || way === 'delivery' || providers.includes(way)))
}
