/** Copies the field that a control names with `data-copy`, and says so in its place with the words of `data-copied`. */
export async function copyNamed(control: HTMLElement): Promise<void> {
  const field = document.getElementById(control.dataset.copy ?? '')
  if (!(field instanceof HTMLInputElement)) return
  field.select()
  // Only pages on https and on this machine may write to the clipboard; elsewhere the selected text can be copied.
  try {
    await navigator.clipboard.writeText(field.value)
  } catch {
    if (!document.execCommand('copy')) return
  }
  control.textContent = control.dataset.copied ?? ''
}
