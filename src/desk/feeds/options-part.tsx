import { type Lang, office, feeds as words } from '#language'
import type { OfficeCategory, RunOptions } from '#shop'
import { CheckField, SelectField, TextField, type Wrong } from '../office/parts/fields.tsx'

interface OptionsProps {
  lang: Lang
  typed: RunOptions
  categories: readonly OfficeCategory[]
  wrong?: Wrong
}

/** How a file or a feed is read. */
export function OptionsPart({ lang, typed, categories, wrong }: OptionsProps) {
  return (
    <>
      <div class="pair">
        <SelectField
          name="lang"
          label={words.textLang(lang)}
          value={typed.lang}
          options={[
            { value: 'ko', text: office.korean(lang) },
            { value: 'en', text: office.english(lang) },
          ]}
        />
        <SelectField
          name="category"
          label={words.category(lang)}
          value={typed.category}
          options={[
            { value: '', text: words.categoryNone(lang) },
            ...categories.map(({ slug, name }) => ({ value: slug, text: name[lang] })),
          ]}
        />
        <TextField
          name="pieces"
          label={words.pieces(lang)}
          value={String(typed.pieces)}
          inputmode="numeric"
          maxLength={7}
          wrong={wrong}
        />
      </div>
      <CheckField name="makesCategories" label={words.makesCategories(lang)} checked={typed.makesCategories} />
      <CheckField name="makesAttributes" label={words.makesAttributes(lang)} checked={typed.makesAttributes} />
      <CheckField name="publishes" label={words.publishes(lang)} checked={typed.publishes} />
    </>
  )
}
