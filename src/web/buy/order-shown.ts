/** How long the page waits before it looks again whether a payment came, and how often it does. */
const lookAgainMs = 3000
const mostLooks = 20

/** What an order's page does in the browser. */
export function wake(): void {
  document.querySelector('[data-print]')?.addEventListener('click', () => print())
  const goOn = document.querySelector<HTMLAnchorElement>('[data-go-on]')
  if (goOn !== null) {
    // Once: who comes back by the browser's button stays here.
    history.replaceState(null, '', location.pathname)
    location.assign(goOn.href)
  }
  if (document.querySelector('[data-look-again]') !== null) lookAgain()
}

/** Looks whether the payment is known by now, and shows the page as it is then. */
function lookAgain(looks = 0): void {
  if (looks >= mostLooks) return
  setTimeout(async () => {
    const text = await fetch(location.href).then(
      reply => reply.text(),
      () => '',
    )
    const isStillOpen = text === '' || text.includes('data-look-again')
    if (isStillOpen) lookAgain(looks + 1)
    else location.replace(location.pathname)
  }, lookAgainMs)
}
