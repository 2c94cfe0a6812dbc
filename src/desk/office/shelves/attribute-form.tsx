import { type Lang, type Localized, office as words } from '#language'
import type { OfficeAttribute } from '#shop'
import { officePath } from '../door.ts'
import { Act, RowActs } from '../parts/acts.tsx'
import { PairField, SelectField, type Wrong } from '../parts/fields.tsx'
import { OfficeForm } from '../parts/office-form.tsx'

/** An attribute as it was typed; a value without an id is a new one. */
export interface TypedAttribute {
  name: Localized
  values: { id: string; name: Localized }[]
}

interface AttributeFormProps {
  lang: Lang
  found: OfficeAttribute | null
  typed: TypedAttribute
  wrong: Wrong
}

/** The form of an attribute, and the one that makes two of its values one. */
export function AttributeForm({ lang, found, typed, wrong }: AttributeFormProps) {
  const action = officePath(lang, `/attributes/${found?.id ?? 'new'}`)
  return (
    <>
      <OfficeForm lang={lang} action={action} reshapes>
        <section class="office-part">
          <PairField
            lang={lang}
            name="name"
            label={words.nameHead(lang)}
            value={typed.name}
            maxLength={80}
            wrong={wrong}
          />
        </section>
        <section class="office-part" id="part-values" data-redraw aria-labelledby="values">
          <h2 id="values">{words.values(lang)}</h2>
          <ol class="rows">
            {typed.values.map(({ id, name }, at) => {
              const used = found?.values.find(one => one.id === id)?.products ?? 0
              const own = `values.${at}`
              const called = name[lang] || words.value(lang)
              return (
                <li key={at}>
                  <input type="hidden" name={`${own}.id`} value={id} />
                  <div>
                    <PairField
                      lang={lang}
                      name={`${own}.name`}
                      label={words.value(lang)}
                      value={name}
                      maxLength={80}
                      wrong={wrong}
                    />
                    {used > 0 && <p class="note">{words.usedBy(lang, { n: used })}</p>}
                  </div>
                  <RowActs lang={lang} row={own} name={called} at={at} of={typed.values.length} mayGo={used === 0} />
                </li>
              )
            })}
          </ol>
          <p>
            <Act act="values.add">{words.addValue(lang)}</Act>
          </p>
        </section>
      </OfficeForm>
      {found !== null && found.values.length > 1 && <Merge lang={lang} found={found} action={`${action}/merge`} />}
    </>
  )
}

function Merge({ lang, found, action }: { lang: Lang; found: OfficeAttribute; action: string }) {
  const options = found.values.map(({ id, name }) => ({ value: id, text: name[lang] }))
  return (
    <form class="office-form" method="post" action={action}>
      <section class="office-part" aria-labelledby="merge">
        <h2 id="merge">{words.mergeValues(lang)}</h2>
        <p class="note">{words.mergeLead(lang)}</p>
        <div class="pair">
          <SelectField name="from" label={words.mergeFrom(lang)} value={options[0]?.value ?? ''} options={options} />
          <SelectField name="into" label={words.mergeInto(lang)} value={options[1]?.value ?? ''} options={options} />
        </div>
        <p>
          <button class="button danger" type="submit">
            {words.merge(lang)}
          </button>
        </p>
      </section>
    </form>
  )
}
