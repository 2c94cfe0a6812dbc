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
}

/** A field with its label, and a hint where one helps. */
export function Field({ id, label, hint, ...input }: FieldProps) {
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-note` }
  const attributes: Record<string, string | number | boolean> = { class: 'input', id, ...described, ...input }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input {...attributes} />
      {hint !== undefined && (
        <p class="note" id={`${id}-note`}>
          {hint}
        </p>
      )}
    </div>
  )
}
