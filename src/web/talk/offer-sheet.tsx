import { useEffect, useRef } from 'preact/hooks'
import { type Lang, page as pageWords, offers as words } from '#language'
import { closeIcon, Icon, OfferForm, type OfferStart, type OfferWords } from '#ui'

/** Where a shopper names a price; the film goes on beside it. */
export function OfferSheet({
  lang,
  productId,
  start,
  offer,
  close,
}: {
  lang: Lang
  productId: string
  start: OfferStart
  offer(said: OfferWords): void
  close(): void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.show()
    dialog.current?.querySelector<HTMLElement>('h3')?.focus()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      class="sheet product-sheet"
      ref={dialog}
      aria-labelledby="offer-title"
      onClose={close}
      onKeyDown={event => event.key === 'Escape' && close()}
    >
      <header>
        <h3 id="offer-title" tabIndex={-1}>
          {words.make(lang)}
        </h3>
        <button class="tool" type="button" aria-label={pageWords.close(lang)} onClick={close}>
          <Icon of={closeIcon} />
        </button>
      </header>
      <p class="note">{words.makeHint(lang)}</p>
      <OfferForm
        lang={lang}
        productId={productId}
        start={start}
        staff={false}
        offer={said => {
          offer(said)
          close()
        }}
      />
    </dialog>
  )
}
