import type { ComponentChildren } from 'preact'
import { type Lang, type Localized, langs, office as words } from '#language'

/** What is wrong with fields, by their names. */
export type Wrong = Readonly<Record<string, string>>

interface Common {
  name: string
  label: string
  hint?: string | undefined
  wrong?: Wrong | undefined
  /** Only its name is heard: what stands around it says what it is. */
  bare?: boolean | undefined
}

type InputProps = Common & {
  value: string
  type?: 'text' | 'number' | 'datetime-local' | 'color' | 'search'
  required?: boolean
  maxLength?: number
  inputmode?: 'numeric' | 'decimal'
  placeholder?: string
  /** The id of the list that it suggests from. */
  list?: string
  lang?: Lang
  form?: string
}

/** A line to be typed. */
export function TextField({ name, label, hint, wrong, bare, value, ...rest }: InputProps) {
  const state: Record<string, string | number | boolean> = {
    type: 'text',
    ...rest,
    ...described({ name, hint, wrong }),
  }
  return (
    <Around name={name} label={label} hint={hint} wrong={wrong} bare={bare}>
      <input class="input" id={name} name={name} value={value} autocomplete="off" {...state} />
    </Around>
  )
}

type AreaProps = Common & { value: string; rows?: number; maxLength?: number; lang?: Lang }

/** Lines to be typed. */
export function AreaField({ name, label, hint, wrong, bare, value, rows = 3, ...rest }: AreaProps) {
  return (
    <Around name={name} label={label} hint={hint} wrong={wrong} bare={bare}>
      <textarea
        class="input"
        id={name}
        name={name}
        rows={rows}
        value={value}
        {...rest}
        {...described({ name, hint, wrong })}
      />
    </Around>
  )
}

/** One of a few. */
export interface Pick {
  value: string
  text: string
}

type SelectProps = Common & { value: string; options: readonly Pick[]; form?: string }

/** One of several things to choose. */
export function SelectField({ name, label, hint, wrong, bare, value, options, form }: SelectProps) {
  return (
    <Around name={name} label={label} hint={hint} wrong={wrong} bare={bare}>
      <select class="input" id={name} name={name} form={form} {...described({ name, hint, wrong })}>
        {options.map(option => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </Around>
  )
}

interface CheckProps {
  name: string
  label: string
  hint?: string
  checked: boolean
  value?: string
  id?: string
}

/** Yes or no. */
export function CheckField({ name, label, hint, checked, value = 'on', id = name }: CheckProps) {
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
      />
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="note" id={`${id}-note`}>
          {hint}
        </p>
      )}
    </div>
  )
}

interface PairProps {
  lang: Lang
  name: string
  label: string
  value: Localized
  maxLength: number
  hint?: string
  wrong?: Wrong | undefined
  /** With so many it is an area. */
  rows?: number
  bare?: boolean
}

/** A text in both languages, side by side. The fields are `name.ko` and `name.en`. */
export function PairField({ lang, name, label, value, maxLength, hint, wrong, rows, bare }: PairProps) {
  return (
    <div class="pair">
      {langs.map(one => {
        const common = {
          name: `${name}.${one}`,
          label: words.inLanguage(lang, { label, language: languageName(lang, one) }),
          hint: one === 'ko' ? hint : undefined,
          wrong,
          bare,
          value: value[one],
          maxLength,
          lang: one,
        }
        const line = bare ? { ...common, placeholder: common.label } : common
        return rows === undefined ? <TextField key={one} {...line} /> : <AreaField key={one} {...common} rows={rows} />
      })}
    </div>
  )
}

function languageName(lang: Lang, of: Lang): string {
  return of === 'ko' ? words.korean(lang) : words.english(lang)
}

function described({ name, hint, wrong }: Noted) {
  const problem = wrong?.[name]
  return {
    ...(problem === undefined && hint === undefined ? {} : { 'aria-describedby': `${name}-note` }),
    ...(problem === undefined ? {} : { 'aria-invalid': 'true' as const }),
  }
}

type Noted = { name: string; hint: string | undefined; wrong: Wrong | undefined }

function Around({ name, label, hint, wrong, bare, children }: Common & { children: ComponentChildren }) {
  const problem = wrong?.[name]
  const note = problem ?? hint
  return (
    <div class="field" data-state={problem === undefined ? undefined : 'bad'}>
      <label for={name} class={bare ? 'aside' : undefined}>
        {label}
      </label>
      {children}
      {note !== undefined && (
        <p class="note" id={`${name}-note`}>
          {note}
        </p>
      )}
    </div>
  )
}
