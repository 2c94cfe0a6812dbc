import { useState } from 'preact/hooks'
import { desk as words } from '#language'
import { rulesIn, spanOf } from './deeds.ts'
import { SheetFrame } from './sheet.tsx'
import type { Desk } from './state.ts'
import type { Thread } from './threads.ts'

const slowChoices = [0, 5, 10, 30, 60, 300]
const delayChoices = [0, 5, 10, 30, 60, 120]

/** What a crowded room asks of its shoppers, and whether they may be in it at all. */
export function RulesSheet({ desk, thread }: { desk: Desk; thread: Thread }) {
  const { lang } = desk
  const [{ rules, open }] = useState(() => thread.facts.peek())
  const [slowSeconds, setSlow] = useState(rules.slowSeconds)
  const [delaySeconds, setDelay] = useState(rules.delaySeconds)
  const [frozen, setFrozen] = useState(rules.frozen)
  const [closed, setClosed] = useState(!open)

  /** What was not changed here stays as a colleague may have set it meanwhile. */
  function apply(): void {
    const now = thread.facts.peek()
    const conversation = thread.conversation.peek()
    const mine = { slowSeconds, delaySeconds, frozen }
    const next = {
      slowSeconds: mine.slowSeconds === rules.slowSeconds ? now.rules.slowSeconds : mine.slowSeconds,
      delaySeconds: mine.delaySeconds === rules.delaySeconds ? now.rules.delaySeconds : mine.delaySeconds,
      frozen: mine.frozen === rules.frozen ? now.rules.frozen : mine.frozen,
    }
    if (rulesIn(lang, next).join() !== rulesIn(lang, now.rules).join()) conversation?.say({ kind: 'rules', ...next })
    if (closed === open && closed === now.open) conversation?.say({ kind: 'access', open: !closed })
  }

  return (
    <SheetFrame
      desk={desk}
      name="rules"
      title={words.roomRules(lang)}
      hint={desk.inquiry.value ? desk.titleOf(desk.inquiry.value) : ''}
    >
      {close => (
        <form
          class="form"
          onSubmit={event => {
            event.preventDefault()
            apply()
            close()
          }}
        >
          <Seconds
            {...{ desk, name: 'slow', label: words.slowMode(lang), hint: words.slowHint(lang) }}
            {...{ choices: slowChoices, value: slowSeconds, set: setSlow }}
          />
          <Seconds
            {...{ desk, name: 'delay', label: words.delay(lang), hint: words.delayHint(lang) }}
            {...{ choices: delayChoices, value: delaySeconds, set: setDelay }}
          />
          <Switch name="frozen" label={words.freeze(lang)} hint={words.freezeHint(lang)} on={frozen} set={setFrozen} />
          <Switch
            name="closed"
            label={words.closeRoom(lang)}
            hint={words.closeHint(lang)}
            on={closed}
            set={setClosed}
          />
          <button class="button primary" type="submit">
            {words.apply(lang)}
          </button>
        </form>
      )}
    </SheetFrame>
  )
}

interface SecondsProps {
  desk: Desk
  name: string
  label: string
  hint: string
  choices: readonly number[]
  value: number
  set(seconds: number): void
}

function Seconds({ desk: { lang }, name, label, hint, choices, value, set }: SecondsProps) {
  const all = choices.includes(value) ? choices : [...choices, value].toSorted((a, b) => a - b)
  return (
    <fieldset>
      <legend>{label}</legend>
      <p class="note" id={`${name}-hint`}>
        {hint}
      </p>
      <div class="choices" role="radiogroup" aria-label={label} aria-describedby={`${name}-hint`}>
        {all.map(seconds => (
          <label class="choice" key={seconds}>
            <input type="radio" name={name} value={seconds} checked={seconds === value} onChange={() => set(seconds)} />
            {seconds === 0 ? words.off(lang) : spanOf(lang, seconds)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface SwitchProps {
  name: string
  label: string
  hint: string
  on: boolean
  set(on: boolean): void
}

function Switch({ name, label, hint, on, set }: SwitchProps) {
  return (
    <div class="use-keys">
      <div>
        <label for={`rule-${name}`}>{label}</label>
        <p class="note" id={`rule-${name}-hint`}>
          {hint}
        </p>
      </div>
      <input
        class="switch"
        id={`rule-${name}`}
        type="checkbox"
        checked={on}
        aria-describedby={`rule-${name}-hint`}
        onChange={event => set(event.currentTarget.checked)}
      />
    </div>
  )
}
