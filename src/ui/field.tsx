interface FieldProps {
  id: string
  label: string
  name: string
  type?: 'text' | 'email' | 'password'
  /** What the browser may fill in (HTML, autofill). */
  autocomplete: string
  value?: string
  required?: boolean
  minLength?: number
  maxLength: number
  /** What would be accepted, for under the field. */
  hint?: string
  /** What is wrong with what was typed; it takes the place of the hint, and the page opens with the field in hand. */
  problem?: string | undefined
}

/** A field with its label, and under it what is wrong, else a hint where one helps. */
export function Field({ id, label, hint, problem, ...input }: FieldProps) {
  const note = problem ?? hint
  const described = note === undefined ? {} : { 'aria-describedby': `${id}-note` }
  const state = problem === undefined ? {} : { 'aria-invalid': 'true', autofocus: true }
  const attributes: Record<string, string | number | boolean> = { class: 'input', id, ...described, ...state, ...input }
  return (
    <div class="field" data-state={problem === undefined ? undefined : 'bad'}>
      <label for={id}>{label}</label>
      <input {...attributes} />
      {note !== undefined && (
        <p class="note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  )
}
