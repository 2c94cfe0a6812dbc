import type { PictureView } from '#shop'

interface GoodsProps {
  href: string
  image: Pick<PictureView, 'src' | 'srcset'> | null
  name: string
  /** What is worth knowing beside its name. */
  note?: string
}

/** The way to something that is known by its picture. */
export function Goods({ href, image, name, note }: GoodsProps) {
  return (
    <a class="office-goods" href={href}>
      {image ? (
        <img src={image.src} srcset={image.srcset} sizes="48px" width="48" height="48" alt="" loading="lazy" />
      ) : (
        <span class="no-picture" aria-hidden="true" />
      )}
      <span>
        {name}
        {note && <small>{note}</small>}
      </span>
    </a>
  )
}
