import { type Lang, monthDay, pick, reviews as words } from '#language'
import type { StaffReview } from '#shop'
import { Empty } from '../office/parts/empty.tsx'

/** The reviews, those that were reported first, each with what staff can do. */
export function ReviewsList({ lang, reviews }: { lang: Lang; reviews: StaffReview[] }) {
  return (
    <>
      {reviews.length > 0 && <p class="quiet">{words.officeHint(lang)}</p>}
      {reviews.length === 0 ? (
        <Empty title={words.officeNone(lang)} lead={words.officeNoneLead(lang)} />
      ) : (
        <ul class="staff-reviews">
          {reviews.map(review => (
            <One key={review.id} lang={lang} review={review} />
          ))}
        </ul>
      )}
    </>
  )
}

function One({ lang, review }: { lang: Lang; review: StaffReview }) {
  const { id, author, stars, text, writtenAt, product, orderNumber, pictures, reports, hidden, answer } = review
  return (
    <li class="card staff-review" id={`review-${id}`}>
      <p class="by">
        <span class="stars" role="img" aria-label={words.starsOf(lang, { n: stars })}>
          {'★'.repeat(stars)}
        </span>{' '}
        <b>{author}</b>{' '}
        <time class="note" dateTime={writtenAt.toISOString()} data-local="day">
          {monthDay(lang, writtenAt)}
        </time>{' '}
        <a class="link" href={`/${lang}/p/${product.slug}`}>
          {pick(lang, product.name)}
        </a>{' '}
        <span class="note">{words.orderNumber(lang, { number: orderNumber })}</span>
      </p>
      {reports.count > 0 && (
        <p class="badge bad">{words.reports(lang, { n: reports.count, whys: reports.whys.join(' · ') })}</p>
      )}
      {hidden && <p class="badge wait">{words.isHidden(lang, { why: hidden.why })}</p>}
      <p class="review-text">{text}</p>
      {pictures.map(({ src, srcset }) => (
        <img key={src} src={src} srcset={srcset} sizes="96px" width={96} height={96} alt="" loading="lazy" />
      ))}
      <form method="post" action={`/${lang}/desk/reviews`}>
        <input type="hidden" name="review" value={id} />
        <input type="hidden" name="act" value="answer" />
        <label class="field">
          <span>{words.answer(lang)}</span>
          <textarea class="input" name="text" rows={2} maxLength={2000}>
            {answer?.text ?? ''}
          </textarea>
        </label>
        <button class="button slim" type="submit">
          {words.saveAnswer(lang)}
        </button>
      </form>
      {hidden ? (
        <form method="post" action={`/${lang}/desk/reviews`}>
          <input type="hidden" name="review" value={id} />
          <button class="button slim" type="submit" name="act" value="show">
            {words.show(lang)}
          </button>
        </form>
      ) : (
        <details>
          <summary class="link">{words.hideHow(lang)}</summary>
          <form method="post" action={`/${lang}/desk/reviews`}>
            <input type="hidden" name="review" value={id} />
            <label class="field">
              <span>{words.hiddenWhy(lang)}</span>
              <input class="input" name="text" required maxLength={400} autocomplete="off" />
            </label>
            <button class="button slim danger" type="submit" name="act" value="hide">
              {words.hide(lang)}
            </button>
          </form>
        </details>
      )}
    </li>
  )
}
