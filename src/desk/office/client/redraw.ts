/** Told when a form was drawn anew, on the form. */
export const drawnAnew = 'office:drawn'

let turn = 0

/**
 * Sends a form as it stands, with a press or without one, and draws anew the parts of it that the answer has: what was
 * typed is in the answer too. An older answer never comes over a newer one. Where it fails, the form is sent as usual.
 */
export async function redraw(form: HTMLFormElement, press: HTMLButtonElement | null): Promise<void> {
  const mine = ++turn
  const body = new FormData(form)
  for (const name of [...body.keys()]) if (body.get(name) instanceof File) body.delete(name)
  body.set('act', press?.value ?? 'draw')
  const focused = { name: press?.value ?? '', field: fieldName(document.activeElement) }
  try {
    const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } })
    if (!response.ok) throw new Error()
    const answer = new DOMParser().parseFromString(await response.text(), 'text/html')
    if (mine !== turn) return
    for (const part of document.querySelectorAll('[data-redraw]')) {
      const fresh = answer.getElementById(part.id)
      if (fresh !== null) part.replaceWith(document.adoptNode(fresh))
    }
  } catch {
    form.dataset.plainly = ''
    if (press !== null) form.requestSubmit(press)
    return
  }
  refocus(focused)
  form.dispatchEvent(new Event(drawnAnew))
}

function fieldName(element: Element | null): string {
  return element?.getAttribute('name') ?? ''
}

/** A row that was added has its first field in hand; else the press is where it was, or the list it stood in. */
function refocus({ name, field }: { name: string; field: string }): void {
  const list = /^(.*)\.(?:add|\d+\.(?:remove|up|down))$/.exec(name)?.[1]
  if (name.endsWith('.add')) {
    const inputs = [...document.querySelectorAll<HTMLElement>(`.input[name^="${list}."], .input[name="${list}"]`)]
    const rows = inputs.map(input => input.getAttribute('name')?.slice(`${list}.`.length).split('.')[0] ?? '')
    const last = rows.at(-1)
    const first = last === '' ? inputs.at(-1) : inputs[rows.indexOf(last ?? '')]
    if (first !== undefined) {
      first.focus()
      return
    }
  }
  const again =
    document.querySelector<HTMLButtonElement>(`button[name="act"][value="${CSS.escape(name)}"]:not([disabled])`) ??
    document.querySelector<HTMLElement>(`button[name="act"][value="${CSS.escape(`${list}.add`)}"]`) ??
    (field === '' || field === 'act' ? null : document.getElementsByName(field)[0])
  again?.focus()
}
