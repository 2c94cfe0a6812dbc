import './account.css'
import { copyNamed, showLocalTimes } from '#ui'

showLocalTimes()

document.addEventListener('click', event => {
  const control = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null
  if (control !== null) void copyNamed(control)
})
