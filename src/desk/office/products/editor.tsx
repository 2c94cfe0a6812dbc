import { type Lang, officeProducts as words } from '#language'
import type { OfficeAttribute } from '#shop'
import { officePath } from '../door.ts'
import { Act, RowActs } from '../parts/acts.tsx'
import { CheckField, PairField, SelectField, TextField } from '../parts/fields.tsx'
import { OfficeForm } from '../parts/office-form.tsx'
import { Refused } from '../parts/told.tsx'
import { Differences } from './differences.tsx'
import { FilmPart } from './film-part.tsx'
import { OptionsPart } from './options-part.tsx'
import { PicturesPart } from './pictures-part.tsx'
import { PublishPart } from './publish-part.tsx'
import { VariantsPart } from './variants-part.tsx'
import type { EditorView } from './view.ts'

/** The form of a product. Each part that a press can change is marked, so that only it is drawn anew. */
export function ProductEditor({ view }: { view: EditorView }) {
  const { lang, id, version, typed } = view
  const action = officePath(lang, `/products/${id ?? 'new'}`)
  return (
    <OfficeForm lang={lang} action={action} look="editor" files reshapes>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="published" value={typed.published} />
      <Meanwhile view={view} />
      <div class="editor-goods">
        <WordsPart view={view} />
        <PicturesPart view={view} />
        <FilmPart view={view} />
        <OptionsPart view={view} />
        <VariantsPart view={view} />
        <FactsPart view={view} />
      </div>
      <div class="editor-place">
        <PublishPart view={view} />
        <ShelfPart view={view} />
      </div>
    </OfficeForm>
  )
}

function Meanwhile({ view: { lang, id, meanwhile } }: { view: EditorView }) {
  if (meanwhile === null) return null
  return (
    <section class="office-part meanwhile" aria-labelledby="meanwhile">
      <h2 id="meanwhile">{words.changedMeanwhile(lang)}</h2>
      <p role="alert">{words.changedHow(lang)}</p>
      <Differences
        lang={lang}
        label={words.changedMeanwhile(lang)}
        heads={[words.theirs(lang), words.yours(lang)]}
        rows={meanwhile.differences}
      />
      <p>
        <a class="button" href={officePath(lang, `/products/${id}`)} data-leave>
          {words.takeTheirs(lang)}
        </a>
      </p>
    </section>
  )
}

function WordsPart({ view: { lang, typed, wrong } }: { view: EditorView }) {
  return (
    <section class="office-part" aria-labelledby="words">
      <h2 id="words">{words.words(lang)}</h2>
      <p class="note">{words.wordsHint(lang)}</p>
      <PairField
        lang={lang}
        name="name"
        label={words.productName(lang)}
        value={typed.name}
        maxLength={80}
        wrong={wrong}
      />
      <PairField lang={lang} name="lead" label={words.lead(lang)} value={typed.lead} maxLength={300} wrong={wrong} />
      <PairField
        lang={lang}
        name="aboutTitle"
        label={words.aboutTitle(lang)}
        value={typed.aboutTitle}
        maxLength={120}
        wrong={wrong}
      />
      <PairField
        lang={lang}
        name="aboutText"
        label={words.aboutText(lang)}
        value={typed.aboutText}
        maxLength={6000}
        rows={7}
        wrong={wrong}
      />
    </section>
  )
}

function ShelfPart({ view: { lang, typed, wrong, categories, attributes } }: { view: EditorView }) {
  return (
    <section class="office-part" aria-labelledby="shelf">
      <h2 id="shelf">{words.shelf(lang)}</h2>
      <SelectField
        name="category"
        label={words.category(lang)}
        value={typed.category}
        options={categories.map(({ slug, name }) => ({ value: slug, text: name[lang] }))}
        wrong={wrong}
      />
      <TextField name="brand" label={words.brand(lang)} value={typed.brand} maxLength={80} wrong={wrong} />
      <TextField
        name="slug"
        label={words.slug(lang)}
        hint={words.slugHint(lang)}
        value={typed.slug}
        maxLength={80}
        wrong={wrong}
      />
      <div>
        {attributes.map(attribute => (
          <AttributePart key={attribute.id} lang={lang} attribute={attribute} chosen={typed.attributes} />
        ))}
      </div>
    </section>
  )
}

interface AttributePartProps {
  lang: Lang
  attribute: OfficeAttribute
  /** Values as the form sends them. */
  chosen: readonly string[]
}

/** What a product is in one respect, folded to what is chosen. */
function AttributePart({ lang, attribute: { key, name, values }, chosen }: AttributePartProps) {
  const choices = values.map(value => {
    const sent = `${key}=${value.key}`
    return { id: value.id, name: value.name[lang], sent, checked: chosen.includes(sent) }
  })
  return (
    <details class="attribute">
      <summary>
        {name[lang]}
        <span class="note" data-chosen>
          {choices
            .filter(one => one.checked)
            .map(one => one.name)
            .join(', ')}
        </span>
      </summary>
      <fieldset class="checks">
        <legend class="aside">{name[lang]}</legend>
        {choices.map(({ id, name, sent, checked }) => (
          <CheckField key={id} id={`attribute-${id}`} name="attributes" value={sent} label={name} checked={checked} />
        ))}
      </fieldset>
    </details>
  )
}

function FactsPart({ view: { lang, typed, wrong } }: { view: EditorView }) {
  return (
    <section class="office-part" id="part-facts" data-redraw aria-labelledby="facts">
      <h2 id="facts">{words.details(lang)}</h2>
      <Refused text={wrong.facts ?? null} />
      <ol class="rows">
        {typed.facts.map((fact, at) => (
          <li key={at}>
            <div>
              <PairField
                lang={lang}
                name={`facts.${at}.name`}
                label={words.factName(lang)}
                value={fact.name}
                maxLength={80}
                wrong={wrong}
              />
              <PairField
                lang={lang}
                name={`facts.${at}.value`}
                label={words.factValue(lang)}
                value={fact.value}
                maxLength={400}
                wrong={wrong}
              />
            </div>
            <RowActs
              lang={lang}
              row={`facts.${at}`}
              name={words.factN(lang, { n: at + 1 })}
              at={at}
              of={typed.facts.length}
            />
          </li>
        ))}
      </ol>
      <p>
        <Act act="facts.add">{words.addFact(lang)}</Act>
      </p>
    </section>
  )
}
