import { type Lang, type Money, moneyParts } from '#language'

/** A price as it is set: the figure strong, the unit lighter and smaller. */
export function Price({ lang, value, from }: { lang: Lang; value: Money; from?: string }) {
  const { figure, unit, unitFirst } = moneyParts(lang, value)
  return (
    <span class="price">
      {unitFirst && <small>{unit}</small>}
      {figure}
      {!unitFirst && <small>{unit}</small>}
      {from && <small> {from}</small>}
    </span>
  )
}
