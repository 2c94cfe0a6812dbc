import { orders as words } from '#language'
import { bagIcon, Icon } from '#ui'
import { type Frame, Shell } from '../shell.tsx'
import type { CartView } from './cart-data.ts'
import { CartLines, CartSum } from './cart-lines.tsx'

/** What somebody means to buy, on a page of its own. */
export function CartPage({ frame, cart }: { frame: Frame; cart: CartView }) {
  const { lang } = frame
  return (
    <Shell frame={frame}>
      <main class="cart band" id="main">
        <header>
          <h1>{words.cart(lang)}</h1>
        </header>
        {cart.lines.length === 0 ? (
          <div class="cart-empty">
            <Icon of={bagIcon} />
            <h2>{words.cartEmpty(lang)}</h2>
            <p class="quiet">{words.cartEmptyLead(lang)}</p>
            <a class="button primary" href={`/${lang}/new`}>
              {words.toGoods(lang)}
            </a>
          </div>
        ) : (
          <div class="cart-columns">
            <CartLines lang={lang} cart={cart} />
            <section class="cart-side" aria-label={words.total(lang)}>
              <CartSum lang={lang} cart={cart} />
              <a class="button primary tall wide" href={`/${lang}/checkout`}>
                {words.toCheckout(lang)}
              </a>
              <a class="button wide" href={`/${lang}/new`}>
                {words.goOnShopping(lang)}
              </a>
            </section>
          </div>
        )}
      </main>
    </Shell>
  )
}
