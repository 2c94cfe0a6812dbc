import '../ui/tokens.css'
import '../ui/components.css'
import './web.css'
import './lists.css'
import './search.css'
import './stage/stage.css'
import './stage/film.css'
import './stage/timeline.css'
import './talk/talk.css'
import './account/client.ts'
import './buy/buy.css'
import './feeds/elsewhere.css'
import './buy/checkout.css'
import './buy/order.css'
import './reviews/reviews.css'
import { switchTheme } from '#ui'
import { wakeBuying } from './buy/wake.ts'
import { openTalk, showPanel } from './stage/film-dom.ts'

document.querySelector('[data-theme-switch]')?.addEventListener('click', switchTheme)

document.querySelector('[data-open-talk]')?.addEventListener('click', event => {
  event.preventDefault()
  openTalk()
})

wakeBuying()

// Suggestions come with the field's first focus, which it may have had before this runs.
const search = document.querySelector<HTMLInputElement>('[data-hints]')
const wakeSearch = () => void import('./hints-shown.ts').then(part => search && part.wakeHints(search))
if (search !== null && document.activeElement === search) wakeSearch()
else search?.addEventListener('focus', wakeSearch, { once: true })

const portOne = document.querySelector<HTMLElement>('[data-portone]')
if (portOne !== null) void import('./pay/portone-shown.ts').then(part => part.wake(portOne))

const tabs = [...document.querySelectorAll<HTMLElement>('.tab')]
for (const [i, tab] of tabs.entries()) {
  tab.addEventListener('click', () => showPanel(tab.dataset.for ?? 'talk'))
  tab.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const next = step === undefined ? undefined : tabs[(i + step + tabs.length) % tabs.length]
    next?.click()
    next?.focus()
  })
}

// On some phones the on-screen keyboard lies over the page; what sticks to the bottom is lifted by its height.
const viewport = window.visualViewport
viewport?.addEventListener('resize', () => {
  const hidden = Math.max(0, innerHeight - viewport.height - viewport.offsetTop)
  document.documentElement.style.setProperty('--keyboard', `${hidden}px`)
})
