import { filmTime, type Lang, type Money, moneyParts } from '../../../../src/language/index.ts'
import { playIcon } from '../../../../src/ui/icons.tsx'

export function Icon({ of, small }: { of: string; small?: boolean }) {
  return (
    <svg className={small ? 'icon small' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={of} />
    </svg>
  )
}

export function Price({ lang, value }: { lang: Lang; value: Money }) {
  const { figure, unit, unitFirst } = moneyParts(lang, value)
  return (
    <span className="price">
      {unitFirst && <small>{unit}</small>}
      {figure}
      {!unitFirst && <small>{unit}</small>}
    </span>
  )
}

export function Second({ at, label }: { at: number; label: string }) {
  return (
    <a className="second" href={`#t=${Math.floor(at)}`} data-second={at} aria-label={label}>
      <Icon of={playIcon} />
      {filmTime(at)}
    </a>
  )
}
