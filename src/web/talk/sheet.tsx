import { useEffect, useRef } from 'preact/hooks'
import { type Lang, page as pageWords, talk as words } from '#language'
import { closeIcon, Icon, Price } from '#ui'
import type { CardView } from './card-view.ts'

/** A product that was shown in the conversation, opened beside the film, which goes on. */
export function Sheet({ lang, card, close }: { lang: Lang; card: CardView; close(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.show()
    dialog.current?.querySelector<HTMLElement>('a')?.focus()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [card.id])

  return (
    <dialog
      class="sheet product-sheet"
      ref={dialog}
      aria-label={card.name}
      onClose={close}
      onKeyDown={event => event.key === 'Escape' && close()}
    >
      <header>
        <h3>{card.name}</h3>
        <button class="tool" type="button" aria-label={pageWords.close(lang)} onClick={close}>
          <Icon of={closeIcon} />
        </button>
      </header>
      {card.image && (
        <img
          src={card.image.src}
          srcset={card.image.srcset}
          sizes="360px"
          alt={card.image.alt}
          width={360}
          height={360}
        />
      )}
      <p>
        <Price lang={lang} value={card.price} />
      </p>
      {card.soldOut && <p class="note">{words.soldOut(lang)}</p>}
      <a class="button wide" href={card.href}>
        {words.seeProduct(lang)}
      </a>
    </dialog>
  )
}
