import { type Lang, monthDay, pick, reviews as words } from '#language'
import type { RatingView, ReviewView } from '#shop'
import { checkIcon, Icon } from '#ui'

/** Stars as they are read: the number in words for those who do not see them. */
export function Stars({ lang, of }: { lang: Lang; of: number }) {
  const full = Math.round(of)
  return (
    <span class="stars" role="img" aria-label={words.starsOf(lang, { n: of })}>
      {'★'.repeat(full)}
      <span class="off">{'★'.repeat(5 - full)}</span>
    </span>
  )
}

/** How a product is liked: the mean, and how many for each number of stars. */
export function Rating({ lang, rating }: { lang: Lang; rating: RatingView }) {
  const { count, mean, histogram } = rating
  if (count === 0) return <p class="note">{words.none(lang)}</p>
  return (
    <div class="rating">
      <p class="rating-mean">
        <b>{mean.toFixed(1)}</b>
        <Stars lang={lang} of={mean} />
        <span class="note">{words.count(lang, { n: count })}</span>
      </p>
      <ul class="histogram">
        {[5, 4, 3, 2, 1].map(stars => {
          const n = histogram[stars - 1] ?? 0
          return (
            <li key={stars} aria-label={words.starsCount(lang, { stars, n })}>
              <span aria-hidden="true">{stars}★</span>
              <meter aria-hidden="true" min={0} max={count} value={n} />
              <span aria-hidden="true">{n}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** One review, by somebody whose order arrived, with what its reader can do. */
export function Review({ lang, review }: { lang: Lang; review: ReviewView }) {
  const { id, author, stars, text, writtenAt, bought, pictures, helpful, answer } = review
  const choice = pick(lang, bought)
  return (
    <article class="review" id={`review-${id}`}>
      <header>
        <Stars lang={lang} of={stars} />
        <b>{author}</b>
        <span class="badge good">
          <Icon of={checkIcon} small />
          {words.verified(lang)}
        </span>
        <time class="note" dateTime={writtenAt.toISOString()} data-local="day">
          {monthDay(lang, writtenAt)}
        </time>
      </header>
      {choice !== '' && <p class="note">{words.bought(lang, { choice })}</p>}
      <p class="review-text">{text}</p>
      {pictures.length > 0 && (
        <p class="review-pictures">
          {pictures.map(({ src, srcset, width, height }, i) => (
            <a key={src} href={src}>
              <img
                src={src}
                srcset={srcset}
                sizes="120px"
                width={width}
                height={height}
                alt={words.pictureBy(lang, { author, n: i + 1 })}
                loading="lazy"
              />
            </a>
          ))}
        </p>
      )}
      {answer && (
        <blockquote>
          <b>{words.shopAnswers(lang, { name: answer.by })}</b>
          <p>{answer.text}</p>
        </blockquote>
      )}
      <div class="review-acts">
        <form method="post" action={`/${lang}/reviews/${id}/helpful`}>
          <button class="button slim" type="submit">
            {words.helpful(lang, { n: helpful })}
          </button>
        </form>
        <details>
          <summary class="link">{words.report(lang)}</summary>
          <form method="post" action={`/${lang}/reviews/${id}/report`}>
            <label class="field">
              <span>{words.reportWhy(lang)}</span>
              <input class="input" name="why" required maxLength={400} />
            </label>
            <button class="button slim" type="submit">
              {words.report(lang)}
            </button>
          </form>
        </details>
      </div>
    </article>
  )
}
