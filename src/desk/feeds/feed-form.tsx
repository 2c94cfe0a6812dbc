import { type Lang, feeds as words } from '#language'
import type { FeedSettings, FeedView, OfficeCategory } from '#shop'
import { officePath } from '../office/door.ts'
import { Confirm } from '../office/parts/confirm.tsx'
import { CheckField, SelectField, TextField, type Wrong } from '../office/parts/fields.tsx'
import { OfficeForm } from '../office/parts/office-form.tsx'
import { FilePart, uploadPath } from './file-part.tsx'
import { FeedState } from './home.tsx'
import { OptionsPart } from './options-part.tsx'

interface FormProps {
  lang: Lang
  /** Null for a new one. */
  feed: FeedView | null
  typed: FeedSettings
  categories: readonly OfficeCategory[]
  wrong: Wrong
}

/** The form of a feed at an address. */
export function FeedForm({ lang, feed, typed, categories, wrong }: FormProps) {
  const action = officePath(lang, `/feeds/${feed?.id ?? 'new'}`)
  return (
    <>
      {feed !== null && (
        <section class="office-part">
          <FeedState lang={lang} feed={feed} />
          <form class="acts" method="post" action={action}>
            <button class="button" type="submit" name="act" value="ask">
              {words.askNow(lang)}
            </button>
          </form>
        </section>
      )}
      <OfficeForm lang={lang} action={action}>
        <section class="office-part">
          <TextField
            name="name"
            label={words.feedName(lang)}
            value={typed.name}
            maxLength={80}
            required
            wrong={wrong}
          />
          <TextField
            name="url"
            label={words.url(lang)}
            hint={words.urlHint(lang)}
            value={typed.url}
            maxLength={2000}
            required
            wrong={wrong}
          />
          <SelectField
            name="everyMinutes"
            label={words.everyHead(lang)}
            value={String(typed.everyMinutes)}
            options={[
              { value: '15', text: words.every15(lang) },
              { value: '60', text: words.everyHour(lang) },
              { value: '360', text: words.every6(lang) },
              { value: '1440', text: words.everyDay(lang) },
            ]}
          />
          <CheckField name="isOn" label={words.isOn(lang)} checked={typed.isOn} />
          {feed === null ? (
            <CheckField
              name="isElsewhere"
              label={words.isElsewhere(lang)}
              hint={words.isElsewhereHint(lang)}
              checked={typed.isElsewhere}
            />
          ) : (
            feed.isElsewhere && <p class="note">{words.isElsewhere(lang)}</p>
          )}
        </section>
        <section class="office-part" aria-labelledby="options">
          <h2 id="options">{words.options(lang)}</h2>
          <OptionsPart lang={lang} typed={typed.options} categories={categories} wrong={wrong} />
        </section>
      </OfficeForm>
      {feed !== null && (
        <form class="office-form" method="post" enctype="multipart/form-data" action={uploadPath(lang)} data-upload>
          <section class="office-part" aria-labelledby="instead">
            <h2 id="instead">{words.fileInstead(lang)}</h2>
            <p class="quiet">{words.fileInsteadLead(lang)}</p>
            <FilePart lang={lang} feed={feed.id} />
            <div class="acts">
              <button class="button" type="submit">
                {words.readIt(lang)}
              </button>
            </div>
          </section>
        </form>
      )}
      {feed !== null && (
        <Confirm
          lang={lang}
          id="feed"
          open={words.deleteFeed(lang)}
          title={words.deleteFeedTitle(lang, { name: feed.name })}
          lead={words.deleteFeedLead(lang)}
          go={words.deleteFeed(lang)}
          action={action}
          fields={{ act: 'delete' }}
          danger
        />
      )}
    </>
  )
}
