import { type Localized, pick, reviews as words } from '#language'
import { mostPictures, type RatingView, type ReviewView, type ReviewWords } from '#shop'
import { backIcon, Icon } from '#ui'
import { type Frame, Shell } from '../shell.tsx'
import { Rating, Review } from './parts.tsx'

/** All reviews of a product, part by part. */
export function ReviewsPage({
  frame,
  product,
  rating,
  reviews,
  next,
  done,
}: {
  frame: Frame
  product: { slug: string; name: Localized }
  rating: RatingView
  reviews: ReviewView[]
  next: string | null
  done: string | null
}) {
  const { lang } = frame
  const name = pick(lang, product.name)
  return (
    <Shell frame={frame}>
      <main class="reviews band" id="main">
        <header>
          <a class="link" href={`/${lang}/p/${product.slug}`}>
            <Icon of={backIcon} small />
            {name}
          </a>
          <h1>{words.reviewsOf(lang, { name })}</h1>
        </header>
        {done !== null && (
          <p class="word good" role="status">
            {done}
          </p>
        )}
        <Rating lang={lang} rating={rating} />
        {reviews.map(review => (
          <Review key={review.id} lang={lang} review={review} />
        ))}
        {next !== null && (
          <a class="button" href={`/${lang}/p/${product.slug}/reviews?after=${next}`}>
            {words.more(lang)}
          </a>
        )}
      </main>
    </Shell>
  )
}

/** Where a buyer writes what they think of a product. */
export function WritePage({
  frame,
  product,
  action,
  id,
  given,
  isThere,
  refused,
}: {
  frame: Frame
  product: { name: Localized }
  action: string
  id: string
  given: Partial<ReviewWords>
  isThere: boolean
  refused: string | null
}) {
  const { lang } = frame
  const name = pick(lang, product.name)
  return (
    <Shell frame={frame}>
      <main class="reviews band" id="main">
        <h1>{words.writeOf(lang, { name })}</h1>
        {refused !== null && (
          <p class="word bad" role="alert">
            {refused}
          </p>
        )}
        <form class="form" method="post" action={action} encType="multipart/form-data">
          <input type="hidden" name="id" value={id} />
          <fieldset class="choices">
            <legend>{words.stars(lang)}</legend>
            {[1, 2, 3, 4, 5].map(stars => (
              <label class="choice" key={stars}>
                <input type="radio" name="stars" value={String(stars)} required checked={given.stars === stars} />
                {stars}★
              </label>
            ))}
          </fieldset>
          <p class="field">
            <label for="review-author">{words.author(lang)}</label>
            <input class="input" id="review-author" name="author" required maxLength={40} value={given.author ?? ''} />
          </p>
          <p class="field">
            <label for="review-text">{words.text(lang)}</label>
            <textarea
              class="input"
              id="review-text"
              name="text"
              rows={6}
              required
              maxLength={4000}
              placeholder={words.textHint(lang)}
            >
              {given.text ?? ''}
            </textarea>
          </p>
          <p class="field">
            <label for="review-pictures">{words.pictures(lang)}</label>
            <input
              class="input"
              id="review-pictures"
              name="pictures"
              type="file"
              accept="image/jpeg,image/png,image/webp,image/avif"
              multiple
              data-most={mostPictures}
            />
          </p>
          <button class="button primary" type="submit">
            {isThere ? words.writeAnew(lang) : words.send(lang)}
          </button>
        </form>
      </main>
    </Shell>
  )
}
