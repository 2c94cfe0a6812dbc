/** The picker of a colour beside the field that holds it: each follows the other. */
export function wakeColour(): void {
  const field = document.querySelector<HTMLInputElement>('[name="ownerColour"]')
  const picker = document.querySelector<HTMLInputElement>('[data-colour-picker]')
  if (field === null || picker === null) return
  picker.addEventListener('input', () => {
    field.value = picker.value
  })
  field.addEventListener('input', () => {
    if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value
  })
}
