import { type Lang, feeds as words } from '#language'
import { mostFeedBytes } from '#shop'

/**
 * The field for a file of products and the press that sends it. With scripts it shows how far it is; without, it is sent
 * like any form. `feed` is the feed that it is read for.
 */
export function FilePart({ lang, feed }: { lang: Lang; feed?: string }) {
  return (
    <>
      {feed !== undefined && <input type="hidden" name="feed" value={feed} />}
      <div class="field">
        <label for="file">{words.file(lang)}</label>
        <input
          class="input"
          type="file"
          id="file"
          name="file"
          required
          data-most={mostFeedBytes}
          accept=".xml,.csv,.tsv,.txt,.gz,text/csv,text/xml,application/xml"
          aria-describedby="file-note"
        />
        <p class="note" id="file-note">
          {words.fileHint(lang)}
        </p>
      </div>
    </>
  )
}

/** Where files of products are sent to. */
export function uploadPath(lang: Lang): string {
  return `/api/desk/office/feeds?lang=${lang}`
}
