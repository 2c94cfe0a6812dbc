import { useRef, useState } from 'preact/hooks'
import { type Lang, stage as words } from '#language'
import type { FilmView } from '#media'
import { checkIcon, Icon } from '#ui'
import { Popover } from '../talk/popover.tsx'
import type { Quality } from './film-source.ts'
import { settingsIcon } from './icons.ts'

const rates = [0.5, 0.75, 1, 1.25, 1.5, 2]

interface SettingsProps {
  lang: Lang
  rungs: FilmView['rungs']
  quality: Quality
  rate: number
  chooseQuality(height: number | null): void
  chooseRate(rate: number): void
}

/** Quality, where there is a choice of it, and speed. */
export function Settings({ lang, rungs, quality, rate, chooseQuality, chooseRate }: SettingsProps) {
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const nameOf = (height: number | null) => {
    const rung = rungs.find(one => one.height === height)
    return rung && `${Math.min(rung.width, rung.height)}p`
  }
  const auto = quality.chosen === null ? nameOf(quality.playing) : undefined
  const chosen = nameOf(quality.chosen) ?? words.auto(lang)
  const parts = [
    ...(rungs.length > 1 ? [`${words.quality(lang)} ${chosen}${auto === undefined ? '' : ` (${auto})`}`] : []),
    words.speed(lang, { rate }),
  ]
  return (
    <>
      <button
        class="tool"
        type="button"
        ref={opener}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={words.settings(lang, { settings: parts.join(', ') })}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon of={settingsIcon} />
      </button>
      {isOpen && opener.current !== null && (
        <Popover
          anchor={opener.current}
          role="menu"
          label={words.settingsLabel(lang)}
          edge="end"
          close={() => setIsOpen(false)}
        >
          <div class="film-settings">
            {rungs.length > 1 && (
              <div role="group" aria-label={words.quality(lang)}>
                <p aria-hidden="true">{words.quality(lang)}</p>
                {[null, ...rungs.map(rung => rung.height)].map(height => (
                  <Choice
                    key={height}
                    isChosen={quality.chosen === height}
                    choose={() => {
                      setIsOpen(false)
                      chooseQuality(height)
                    }}
                  >
                    {nameOf(height) ?? words.auto(lang)}
                    {height === null && auto !== undefined && <small>{auto}</small>}
                  </Choice>
                ))}
              </div>
            )}
            <div role="group" aria-label={words.speedLabel(lang)}>
              <p aria-hidden="true">{words.speedLabel(lang)}</p>
              {rates.map(one => (
                <Choice
                  key={one}
                  isChosen={rate === one}
                  choose={() => {
                    setIsOpen(false)
                    chooseRate(one)
                  }}
                >
                  {one}×
                </Choice>
              ))}
            </div>
          </div>
        </Popover>
      )}
    </>
  )
}

interface ChoiceProps {
  isChosen: boolean
  choose(): void
  children: preact.ComponentChildren
}

function Choice({ isChosen, choose, children }: ChoiceProps) {
  return (
    <button type="button" role="menuitemradio" aria-checked={isChosen} onClick={choose}>
      <Icon of={checkIcon} small />
      {children}
    </button>
  )
}
