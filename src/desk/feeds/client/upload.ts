import { isLang, type Lang, feeds as words } from '#language'

/** Sends a form with a file by itself, so that it is seen how far it is and can be stopped. */
export function wakeUpload(form: HTMLFormElement): void {
  const { lang: said } = document.documentElement
  const lang = isLang(said) ? said : 'ko'
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')
  const press = form.querySelector<HTMLButtonElement>('button[type="submit"]')
  form.addEventListener('submit', event => {
    const file = input?.files?.[0]
    if (input === null || press === null || file === undefined) return
    event.preventDefault()
    form.querySelector('[data-told]')?.remove()
    const most = Number(input.dataset.most)
    if (file.size > most) {
      tell(press, words.tooLarge(lang, { megabytes: Math.floor(most / 1024 / 1024) }))
      return
    }
    send(form, { lang, press })
  })
}

/** What stands beside the press. */
function beside(press: HTMLButtonElement, element: HTMLElement): void {
  element.dataset.told = ''
  press.closest('.acts')?.before(element)
}

function tell(press: HTMLButtonElement, sentence: string): void {
  const told = document.createElement('p')
  told.className = 'word bad'
  told.setAttribute('role', 'alert')
  told.textContent = sentence
  beside(press, told)
}

function send(form: HTMLFormElement, { lang, press }: { lang: Lang; press: HTMLButtonElement }): void {
  const request = new XMLHttpRequest()
  const { shown, onSent } = progress(lang, () => request.abort())
  beside(press, shown)
  press.disabled = true
  request.open('POST', form.action)
  request.setRequestHeader('Accept', 'application/json')
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0)
  const stop = (sentence: string | null) => {
    shown.remove()
    press.disabled = false
    if (sentence !== null) tell(press, sentence)
  }
  request.onerror = () => stop(words.notSent(lang))
  request.onabort = () => stop(null)
  request.onload = () => {
    const path = textIn(request.response, 'path')
    if (request.status === 201 && path !== null) location.assign(path)
    else stop(textIn(request.response, 'title') ?? words.notSent(lang))
  }
  request.send(new FormData(form))
}

function progress(lang: Lang, stop: () => void) {
  const shown = document.createElement('p')
  shown.className = 'feed-progress'
  const bar = document.createElement('progress')
  bar.setAttribute('aria-label', words.file(lang))
  const sentence = document.createElement('span')
  const button = document.createElement('button')
  button.className = 'button slim'
  button.type = 'button'
  button.textContent = words.stopSending(lang)
  button.addEventListener('click', stop)
  shown.append(bar, sentence, button)
  const onSent = (share: number) => {
    bar.value = share
    sentence.textContent = share < 1 ? words.sending(lang, { percent: Math.floor(share * 100) }) : words.taken(lang)
  }
  onSent(0)
  return { shown, onSent }
}

function textIn(answer: unknown, name: 'path' | 'title'): string | null {
  if (typeof answer !== 'object' || answer === null || !(name in answer)) return null
  const value: unknown = Reflect.get(answer, name)
  return typeof value === 'string' ? value : null
}
