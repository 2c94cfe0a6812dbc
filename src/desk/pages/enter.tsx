import { deskPages as words } from '#language'
import type { Picture } from '../views.ts'
import { type Around, Gate } from './frame.tsx'

/** A one-time link was opened. The form spends it; with scripts it is sent at once, as soon as somebody sees the page. */
export function EnterPage({ around, picture, token }: { around: Around; picture: Picture | null; token: string }) {
  const { lang } = around
  return (
    <Gate around={around} title={words.enterTitle(lang)} picture={picture}>
      <p class="quiet">{words.enterLead(lang)}</p>
      <form class="form" method="post" action={`/desk/enter?lang=${lang}`} data-send-when-seen>
        <input type="hidden" name="token" value={token} />
        <button class="button primary wide" type="submit">
          {words.enter(lang)}
        </button>
      </form>
    </Gate>
  )
}

/** A one-time link that opens nothing, and how to get one that does. */
export function RefusedPage({
  around,
  picture,
  sentence,
}: {
  around: Around
  picture: Picture | null
  sentence: string
}) {
  const { lang } = around
  return (
    <Gate around={around} title={words.linkRefused(lang)} picture={picture}>
      <p>{sentence}</p>
      <p>
        <a class="button" href={`/${lang}/desk/sign-in`}>
          {words.withPassword(lang)}
        </a>
      </p>
    </Gate>
  )
}
