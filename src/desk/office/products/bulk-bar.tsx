import { type Lang, officeProducts as words } from '#language'
import type { OfficeCategory } from '#shop'
import { CheckField, SelectField, TextField } from '../parts/fields.tsx'

interface BulkBarProps {
  lang: Lang
  currency: string
  categories: OfficeCategory[]
  /** How many fit the conditions, and how many of them are on the page. */
  total: number
  shown: number
}

/** What can be done to the chosen products. Only the fields of the chosen act are seen. */
export function BulkBar({ lang, currency, categories, total, shown }: BulkBarProps) {
  const acts = [
    { value: 'publish', text: words.doPublish(lang) },
    { value: 'unpublish', text: words.doUnpublish(lang) },
    { value: 'category', text: words.doCategory(lang) },
    { value: 'price', text: words.doPrice(lang) },
    { value: 'sale', text: words.doSale(lang) },
    { value: 'unsale', text: words.doUnsale(lang) },
    { value: 'stock', text: words.doStock(lang) },
    { value: 'delete', text: words.doDelete(lang) },
  ]
  return (
    <fieldset class="bulk" data-bulk-bar>
      <legend>
        {words.bulk(lang)} <output data-count />
      </legend>
      <SelectField name="act" label={words.bulk(lang)} bare value="publish" options={acts} />
      <div class="bulk-part" data-for="category">
        <SelectField
          name="slug"
          label={words.categoryHead(lang)}
          bare
          value=""
          options={categories.map(({ slug, name }) => ({ value: slug, text: name[lang] }))}
        />
      </div>
      <div class="bulk-part" data-for="price">
        <TextField
          name="price"
          label={words.priceBy(lang)}
          value=""
          maxLength={16}
          placeholder={words.changeHint(lang)}
        />
      </div>
      <div class="bulk-part" data-for="sale">
        <TextField name="sale" label={words.saleBy(lang)} value="" maxLength={6} inputmode="decimal" />
      </div>
      <div class="bulk-part" data-for="price sale">
        <SelectField
          name="step"
          label={words.stepLabel(lang)}
          value={currency === 'KRW' ? '100' : '1'}
          options={['1', '10', '100', '1000'].map(value => ({ value, text: value }))}
        />
      </div>
      <div class="bulk-part" data-for="stock">
        <SelectField
          name="how"
          label={words.stockHow(lang)}
          value="add"
          options={[
            { value: 'add', text: words.stockAdd(lang) },
            { value: 'set', text: words.stockSet(lang) },
          ]}
        />
      </div>
      <div class="bulk-part" data-for="stock">
        <TextField name="pieces" label={words.pieces(lang)} value="" maxLength={8} inputmode="numeric" />
      </div>
      {total > shown && <CheckField name="all" label={words.allFitting(lang, { n: total })} checked={false} />}
      <button class="button" type="submit">
        {words.apply(lang)}
      </button>
    </fieldset>
  )
}
