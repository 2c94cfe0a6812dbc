import '../ui/tokens.css'
import '../ui/components.css'
import './desk.css'
import './list.css'
import './thread.css'
import './entry.css'
import './rooms.css'
import './known.css'
import './sheets.css'
import './pages/pages.css'
import './feeds/feeds.css'
import './office/office.css'
import './office/products/film-work.css'
import './orders/orders.css'
import './reviews/reviews.css'
import { copyNamed, island, switchTheme, wakeIslands } from '#ui'

void wakeIslands({
  Desk: async () => island((await import('./panes/desk.tsx')).DeskPage),
})

document.addEventListener('click', event => {
  if (!(event.target instanceof Element)) return
  if (event.target.closest('[data-theme-switch]')) switchTheme()
  const copying = event.target.closest<HTMLElement>('[data-copy]')
  if (copying !== null) void copyNamed(copying)
})

if (document.querySelector('[data-office]') !== null)
  void import('./office/client/office.ts').then(({ wakeOffice }) => wakeOffice())

if (document.querySelector('form[data-upload], #run[data-live]') !== null)
  void import('./feeds/client/feeds.ts').then(({ wakeFeeds }) => wakeFeeds())

if (document.querySelector('[data-orders], [data-tracking], [data-print]') !== null)
  void import('./orders/shown.ts').then(({ wakeOrders }) => wakeOrders())

const form = document.querySelector<HTMLFormElement>('[data-send-when-seen]')
if (form !== null) sendWhenSeen(form)

// On some phones the on-screen keyboard lies over the page: the desk then takes only what is seen.
const viewport = window.visualViewport
viewport?.addEventListener('resize', () => {
  if (viewport.scale !== 1) return
  document.documentElement.style.setProperty('--seen', `${viewport.height}px`)
  scrollTo(0, 0)
})

/** Sends a form once somebody looks at its page: a page that is only fetched ahead sends nothing. */
function sendWhenSeen(form: HTMLFormElement): void {
  const send = () => {
    if (document.visibilityState !== 'visible' || ('prerendering' in document && document.prerendering)) return
    document.removeEventListener('visibilitychange', send)
    document.removeEventListener('prerenderingchange', send)
    form.requestSubmit()
  }
  document.addEventListener('visibilitychange', send)
  document.addEventListener('prerenderingchange', send)
  send()
}
