import * as v from 'valibot'
import { Problem } from '#edge'
import { officeProducts as words } from '#language'
import { BulkChange } from '#shop'
import { readAmount, readCount, readShare } from '../parts/amount.ts'
import { type TypedFields, text } from '../parts/typed-fields.ts'

/** What the form under the list asks for. Refused where it does not say by how much. */
export function readBulk(fields: TypedFields, currency: string): BulkChange {
  const kind = text(fields, 'act')
  const step = readCount(text(fields, 'step')) || 1
  const price = text(fields, 'price').trim()
  const isShare = price.normalize('NFKC').endsWith('%')
  const own: Record<string, object> = {
    category: { slug: text(fields, 'slug') },
    price: isShare
      ? { by: 'share', share: readShare(price), step }
      : { by: 'amount', amount: readAmount(price, currency) },
    sale: { share: readShare(text(fields, 'sale')), step },
    stock: { by: text(fields, 'how'), pieces: readCount(text(fields, 'pieces')) },
  }
  const parsed = v.safeParse(BulkChange, { kind, ...own[kind] })
  if (!parsed.success) throw new Problem('invalid', 'office.bulk_wrong', words.bulkWrong)
  return parsed.output
}
