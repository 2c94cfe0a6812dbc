import { type Lang, officeStart as words } from '#language'
import { checkIcon, Icon } from '#ui'
import { officePath } from '../door.ts'
import type { Steps } from './steps.ts'

/** One step on the way to the first sale. */
interface Step {
  isDone: boolean
  name: string
  lead: string
  href: string
  act?: string
  other?: { href: string; text: string }
}

function stepsOf(lang: Lang, steps: Steps): Step[] {
  const at = (path: string) => officePath(lang, path)
  const { isNamed, hasCategory, hasProduct, isPaid, isSent, isAsked } = steps
  return [
    { isDone: isNamed, name: words.naming(lang), lead: words.namingLead(lang), href: at('/shop') },
    {
      ...{ isDone: hasCategory, name: words.shelving(lang), lead: words.shelvingLead(lang) },
      href: at(hasCategory ? '/categories' : '/categories/new'),
    },
    {
      ...{ isDone: hasProduct, name: words.stocking(lang), lead: words.stockingLead(lang) },
      href: at(hasProduct ? '/products' : '/products/new'),
      other: { href: at('/feeds'), text: words.stockingByFeed(lang) },
    },
    { isDone: isPaid, name: words.paying(lang), lead: words.payingLead(lang), href: at('/payments') },
    {
      ...{ isDone: isSent, name: words.sending(lang), lead: words.sendingLead(lang) },
      href: at(isSent ? '/shipping' : '/shipping/new'),
    },
    {
      ...{ isDone: isAsked, name: words.asking(lang), lead: words.askingLead(lang) },
      ...{ href: `/${lang}`, act: words.openShop(lang) },
    },
  ]
}

/** The way of a new shop to its first sale, each step with what it is for and the page where it is done. */
export function StepList({ lang, steps }: { lang: Lang; steps: Steps }) {
  const list = stepsOf(lang, steps)
  const next = list.find(({ isDone }) => !isDone)
  return (
    <>
      <p class="quiet">{next === undefined ? words.allDone(lang) : words.startLead(lang)}</p>
      <ol class="first-steps">
        {list.map(step => (
          <li key={step.name} data-done={step.isDone || undefined}>
            <span class="step-mark">
              {step.isDone && (
                <>
                  <Icon of={checkIcon} small />
                  <span class="aside">{words.doneMark(lang)}</span>
                </>
              )}
            </span>
            <div>
              <h2>{step.name}</h2>
              {!step.isDone && <p class="quiet">{step.lead}</p>}
              {!step.isDone && step.other && (
                <a class="link" href={step.other.href}>
                  {step.other.text}
                </a>
              )}
            </div>
            <StepWay lang={lang} step={step} isNext={step === next} />
          </li>
        ))}
      </ol>
    </>
  )
}

function StepWay({ lang, step, isNext }: { lang: Lang; step: Step; isNext: boolean }) {
  const { name, href, act, isDone } = step
  // The shop is opened beside the office, which waits for the question.
  const beside = act === undefined ? {} : { target: '_blank', rel: 'noopener' }
  if (isDone)
    return (
      <a class="link" href={href} aria-label={`${words.look(lang)}: ${name}`} {...beside}>
        {words.look(lang)}
      </a>
    )
  return (
    <a class={isNext ? 'button primary' : 'button'} href={href} {...beside}>
      {act ?? name}
    </a>
  )
}
