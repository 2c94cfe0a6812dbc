import { type Lang, type Localized, office as words } from '#language'
import type { ImageView } from '#media'
import type { OfficeCategory } from '#shop'
import { officePath } from '../door.ts'
import { CheckField, PairField, TextField, type Wrong } from '../parts/fields.tsx'
import { OfficeForm } from '../parts/office-form.tsx'

/** A category as it was typed; `picture` is an asset's id, or empty. */
export interface TypedCategory {
  slug: string
  name: Localized
  about: Localized
  picture: string
}

interface CategoryFormProps {
  lang: Lang
  found: OfficeCategory | null
  typed: TypedCategory
  wrong: Wrong
  image: ImageView | null
}

/** The form of a category. */
export function CategoryForm({ lang, found, typed, wrong, image }: CategoryFormProps) {
  return (
    <OfficeForm lang={lang} action={officePath(lang, `/categories/${found?.id ?? 'new'}`)} files>
      <section class="office-part">
        <PairField
          lang={lang}
          name="name"
          label={words.nameHead(lang)}
          value={typed.name}
          maxLength={80}
          wrong={wrong}
        />
        <PairField
          lang={lang}
          name="about"
          label={words.about(lang)}
          value={typed.about}
          maxLength={400}
          rows={3}
          wrong={wrong}
        />
        <TextField
          name="slug"
          label={words.slug(lang)}
          hint={words.slugHint(lang)}
          value={typed.slug}
          maxLength={80}
          wrong={wrong}
        />
        <div class="field">
          <label for="file">{words.picture(lang)}</label>
          <input type="hidden" name="picture" value={typed.picture} />
          {image && <img class="shelf-picture" src={image.src} width={image.width} height={image.height} alt="" />}
          <input
            class="input"
            type="file"
            id="file"
            name="file"
            accept="image/jpeg,image/png,image/webp,image/avif"
            aria-describedby="file-note"
          />
          <p class="note" id="file-note">
            {words.pictureHint(lang)}
          </p>
          {image && <CheckField name="withoutPicture" label={words.takePictureOut(lang)} checked={false} />}
        </div>
      </section>
    </OfficeForm>
  )
}
