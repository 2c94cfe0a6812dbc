import { officeProducts as words } from '#language'
import { TextField } from '../parts/fields.tsx'
import type { EditorView } from './view.ts'

/** Whether and from when shoppers see it. */
export function PublishPart({ view: { lang, typed, wrong, timeZone } }: { view: EditorView }) {
  const ways = [
    { value: 'now', text: words.publishNow(lang) },
    { value: 'at', text: words.publishAt(lang) },
    { value: 'not', text: words.publishNot(lang) },
  ]
  return (
    <section class="office-part" aria-labelledby="publishing">
      <h2 id="publishing">{words.publishing(lang)}</h2>
      <fieldset class="choices publish-ways">
        <legend class="aside">{words.publishing(lang)}</legend>
        {ways.map(({ value, text }) => (
          <label class="choice" key={value}>
            <input type="radio" name="publish" value={value} checked={typed.publish === value} />
            {text}
          </label>
        ))}
      </fieldset>
      <div class="publish-time" data-instant={typed.publishInstant}>
        <TextField
          name="publishAt"
          label={words.publishTime(lang)}
          type="datetime-local"
          value={typed.publishAt}
          hint={words.publishZone(lang, { zone: timeZone })}
          wrong={wrong}
        />
        {/* Where scripts run the time is the reader's own, and this says which instant that is. */}
        <input type="hidden" name="publishInstant" value={typed.publishInstant} />
      </div>
    </section>
  )
}
