import { officeProducts as words } from '#language'
import { Act, RemoveAct } from '../parts/acts.tsx'
import { TextField } from '../parts/fields.tsx'
import { Table } from '../parts/table.tsx'
import { Refused } from '../parts/told.tsx'
import { usable } from './reshape.ts'
import type { EditorView } from './view.ts'

/** What is sold: one row for each choice, with its number, prices and pieces. */
export function VariantsPart({ view }: { view: EditorView }) {
  const { lang, typed, wrong } = view
  const options = usable(typed.options)
  return (
    <section class="office-part" id="part-variants" data-redraw aria-labelledby="variants">
      <h2 id="variants">{words.variants(lang)}</h2>
      <Refused text={wrong.variants ?? null} />
      <Table
        label={words.variants(lang)}
        columns={[
          { head: words.variant(lang) },
          { head: words.sku(lang) },
          { head: words.price(lang) },
          { head: words.salePrice(lang) },
          { head: words.stock(lang) },
          { head: words.weight(lang) },
          { head: words.variant(lang), unseen: true },
        ]}
      >
        {typed.variants.map((_, at) => (
          <VariantRow key={at} view={view} at={at} />
        ))}
      </Table>
      <p class="note">{words.openInStock(lang)}</p>
      {options.length > 0 && (
        <p>
          <Act act="variants.fit">{words.fitVariants(lang)}</Act>
        </p>
      )}
    </section>
  )
}

function VariantRow({ view: { lang, typed, wrong, currency }, at }: { view: EditorView; at: number }) {
  const variant = typed.variants[at]
  if (variant === undefined) return null
  const own = `variants.${at}`
  const names = usable(typed.options).map(({ key, values }) => {
    const value = values.find(one => one.key === variant.options[key])
    return value?.name[lang] || value?.name.ko || value?.name.en || '?'
  })
  const name = names.join(', ') || words.onlyOne(lang)
  const field = (part: 'sku' | 'price' | 'sale' | 'stock' | 'weight', label: string) => (
    <td data-head={label}>
      <TextField
        name={`${own}.${part}`}
        label={`${name}: ${label}`}
        bare
        value={variant[part]}
        maxLength={part === 'sku' ? 64 : 16}
        {...(part === 'sku' ? {} : { inputmode: inputMode(part, currency) })}
        wrong={wrong}
        hint={
          part === 'stock' && Number(variant.reserved) > 0 ? words.reserved(lang, { n: variant.reserved }) : undefined
        }
      />
    </td>
  )
  return (
    <tr>
      <th scope="row">
        {name}
        <input type="hidden" name={`${own}.id`} value={variant.id} />
        <input type="hidden" name={`${own}.seen`} value={variant.seen} />
        <input type="hidden" name={`${own}.reserved`} value={variant.reserved} />
        {Object.entries(variant.options).map(([key, value]) => (
          <input key={key} type="hidden" name={`${own}.options.${key}`} value={value} />
        ))}
      </th>
      {field('sku', words.sku(lang))}
      {field('price', words.price(lang))}
      {field('sale', words.salePrice(lang))}
      {field('stock', words.stock(lang))}
      {field('weight', words.weight(lang))}
      <td>{typed.variants.length > 1 && <RemoveAct lang={lang} act={`${own}.remove`} name={name} />}</td>
    </tr>
  )
}

function inputMode(part: 'price' | 'sale' | 'stock' | 'weight', currency: string): 'numeric' | 'decimal' {
  return (part === 'price' || part === 'sale') && currency !== 'KRW' ? 'decimal' : 'numeric'
}
