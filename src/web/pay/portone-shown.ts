import { isLang, payments as words } from '#language'

/** PortOne's script for browsers (V2). It comes from them alone, for they keep it in step with the card companies. */
const script = 'https://cdn.portone.io/v2/browser-sdk.js'

interface PortOne {
  requestPayment(request: object): Promise<{ code?: string; message?: string } | undefined>
}

declare global {
  interface Window {
    PortOne?: PortOne
  }
}

/** Opens PortOne's window as soon as the page is there, and again when asked. What it says is checked by the server. */
export function wake(page: HTMLElement): void {
  const button = page.querySelector<HTMLButtonElement>('[data-open]')
  const wrong = page.querySelector<HTMLElement>('[data-wrong]')
  const request: { redirectUrl: string } = JSON.parse(page.dataset.portone ?? '{}')
  const lang = isLang(document.documentElement.lang) ? document.documentElement.lang : 'en'
  if (button === null || wrong === null) return
  const say = (text: string) => {
    wrong.textContent = text
    wrong.hidden = text === ''
  }
  const open = async () => {
    button.disabled = true
    say('')
    try {
      const portOne = await load()
      const reply = await portOne.requestPayment(request)
      if (reply?.code === undefined) {
        location.assign(request.redirectUrl)
        return
      }
      say(words.windowFailed(lang, { why: reply.message ?? reply.code }))
    } catch {
      say(words.windowAway(lang))
    }
    button.disabled = false
  }
  button.addEventListener('click', () => void open())
  void open()
}

function load(): Promise<PortOne> {
  if (window.PortOne !== undefined) return Promise.resolve(window.PortOne)
  return new Promise((done, fail) => {
    const element = document.createElement('script')
    element.src = script
    element.onload = () => (window.PortOne === undefined ? fail(new Error('no PortOne')) : done(window.PortOne))
    element.onerror = () => {
      element.remove()
      fail(new Error('PortOne is away'))
    }
    document.head.append(element)
  })
}
