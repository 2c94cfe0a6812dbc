import { type Lang, officeProducts as words } from '#language'
import { officeUploads } from '../bodies.ts'
import { Act, RowActs } from '../parts/acts.tsx'
import { Drop } from '../parts/drop.tsx'
import { PairField, type Pick, SelectField } from '../parts/fields.tsx'
import { Refused } from '../parts/told.tsx'
import { usable } from './reshape.ts'
import type { TypedProduct } from './typed.ts'
import type { EditorView } from './view.ts'

/** What a picker of pictures offers. */
export const pictureTypes = 'image/jpeg,image/png,image/webp,image/avif'

/** A product's pictures in order, each with what it shows and for which choice it is the one. */
export function PicturesPart({ view }: { view: EditorView }) {
  const { lang, typed } = view
  return (
    <section class="office-part" aria-labelledby="pictures">
      <h2 id="pictures">{words.pictures(lang)}</h2>
      <Refused text={view.wrong.images ?? null} />
      <div id="part-pictures" data-redraw>
        {typed.images.length === 0 ? (
          <p class="quiet">{words.noPictures(lang)}</p>
        ) : (
          <ol class="office-pictures" data-sortable>
            {typed.images.map((_, at) => (
              <PictureRow key={at} view={view} at={at} />
            ))}
          </ol>
        )}
      </div>
      <Drop
        lang={lang}
        kind="pictures"
        label={words.addPictures(lang)}
        hint={words.picturesHint(lang)}
        accept={pictureTypes}
        many
        most={25 * 1024 * 1024}
        to={officeUploads.pictures}
      />
      <p class="without-script">
        <Act act="upload">{words.upload(lang)}</Act>
      </p>
    </section>
  )
}

function PictureRow({ view: { lang, typed, wrong, images }, at }: { view: EditorView; at: number }) {
  const picture = typed.images[at]
  if (picture === undefined) return null
  const own = `images.${at}`
  const image = images.get(picture.assetId)
  const name = words.pictureN(lang, { n: at + 1 })
  const alike = { lang, wrong, bare: true }
  return (
    <li draggable data-row>
      <input type="hidden" name={`${own}.assetId`} value={picture.assetId} />
      {image && (
        <img src={image.src} srcset={image.srcset} sizes="160px" width="160" height="160" alt={picture.alt[lang]} />
      )}
      <div>
        <PairField
          {...alike}
          name={`${own}.alt`}
          label={`${name}: ${words.alt(lang)}`}
          value={picture.alt}
          maxLength={300}
        />
        <SelectField
          name={`${own}.option`}
          label={`${name}: ${words.pictureFor(lang)}`}
          bare
          value={picture.option}
          options={choicesFor(lang, typed, picture.option)}
          wrong={wrong}
        />
      </div>
      <RowActs lang={lang} row={own} name={name} at={at} of={typed.images.length} />
    </li>
  )
}

/** Whose picture it may be: everything's, that of one value, or what it is already. */
function choicesFor(lang: Lang, typed: TypedProduct, present: string): Pick[] {
  const single = usable(typed.options).flatMap(({ key, name, values }) =>
    values.map(value => ({
      value: `${key}=${value.key}`,
      text: `${name[lang] || key}: ${value.name[lang] || value.key}`,
    })),
  )
  const all = [{ value: '', text: `${words.pictureFor(lang)}: ${words.forAll(lang)}` }, ...single]
  return all.some(one => one.value === present) ? all : [...all, { value: present, text: present }]
}
