import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import * as v from 'valibot'
import { type Lang, orders as words } from '#language'
import { closeIcon, Icon } from '#ui'
import { type CartView, cartData } from './cart-data.ts'
import { CartLines, CartSum } from './cart-lines.tsx'
import { showCount } from './count-shown.ts'
import { countDown } from './countdown.ts'
import { sendForm } from './putting.ts'

/** Opens the cart beside the film, which goes on. `opener` has the focus again when it is closed. */
export function openCart({ lang, opener }: { lang: Lang; opener: HTMLElement }): void {
  document.querySelector('.cart-sheet')?.remove()
  const dialog = Object.assign(document.createElement('dialog'), { className: 'sheet cart-sheet' })
  dialog.setAttribute('aria-labelledby', 'cart-sheet-title')
  document.body.append(dialog)
  const close = () => {
    render(null, dialog)
    dialog.remove()
    opener.focus()
  }
  dialog.addEventListener('keydown', event => event.key === 'Escape' && close())
  render(<CartSheet lang={lang} close={close} />, dialog)
  dialog.show()
  dialog.querySelector<HTMLElement>('button')?.focus()
}

function CartSheet({ lang, close }: { lang: Lang; close(): void }) {
  const [cart, setCart] = useState<CartView | null>(null)
  const [told, setTold] = useState('')

  useEffect(() => {
    void load()
  }, [])
  useEffect(() => countDown(), [cart])

  async function load(): Promise<void> {
    const reply = await fetch(`/${lang}/cart`, { headers: { accept: 'application/json' } }).catch(() => null)
    take(await reply?.json().catch(() => null))
  }

  function take(data: unknown): boolean {
    const parsed = v.safeParse(cartData, data)
    setTold(parsed.success ? '' : words.cartFailed(lang))
    if (!parsed.success) return false
    setCart(parsed.output)
    showCount(parsed.output.count)
    return true
  }

  async function send(event: Event): Promise<void> {
    if (!(event.target instanceof HTMLFormElement)) return
    event.preventDefault()
    const sent = await sendForm(event.target)
    if (sent.kind === 'refused') setTold(sent.text || words.cartFailed(lang))
    else if (take(sent.data)) setTold(words.cartChanged(lang))
  }

  return (
    <div class="cart-sheet-body" onSubmit={send}>
      <div class="cart-sheet-head">
        <h2 id="cart-sheet-title">{words.cart(lang)}</h2>
        <button class="tool" type="button" aria-label={words.closeCart(lang)} onClick={close}>
          <Icon of={closeIcon} />
        </button>
      </div>
      <p class="note" role="status">
        {told}
      </p>
      {cart?.lines.length === 0 && <p class="quiet">{words.cartEmpty(lang)}</p>}
      {cart && cart.lines.length > 0 && (
        <>
          <CartLines lang={lang} cart={cart} small />
          <CartSum lang={lang} cart={cart} />
          <a class="button primary wide" href={`/${lang}/checkout`}>
            {words.toCheckout(lang)}
          </a>
          <a class="button wide" href={`/${lang}/cart`}>
            {words.seeCart(lang)}
          </a>
        </>
      )}
    </div>
  )
}
