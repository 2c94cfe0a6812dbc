import type { ComponentChildren } from 'preact'
import { feeds, type Lang, officeOrders, officeStart, office as words } from '#language'
import type { Staff } from '#members'
import { Aside, backIcon, Icon } from '#ui'
import { type Around, Bar } from '../pages/frame.tsx'
import { Refused, Toast } from './parts/told.tsx'
import { mayWorkOn, type OfficePart, officeParts } from './policy.ts'

/** What every page of the office has around its own part. */
export interface OfficeFrameProps {
  around: Around
  staff: Staff
  part: OfficePart
  title: string
  above?: { href: string; text: string } | undefined
  act?: ComponentChildren
  refused: string | null
  done: string | null
  /** How much of what a first sale needs is done; null where the shop is past it, or nobody's who looks. */
  steps: { done: number; all: number } | null
  /** How many orders wait for somebody of the staff. */
  todo: number
  children: ComponentChildren
}

/** A page of the office: the bar of the desk, the list of the office's parts, and the part's own. */
export function OfficeFrame({
  around,
  staff,
  part,
  title,
  above,
  act,
  refused,
  done,
  steps,
  todo,
  children,
}: OfficeFrameProps) {
  const { lang } = around
  return (
    <>
      <a class="skip" href="#main">
        {words.skip(lang)}
      </a>
      <Bar around={around} />
      <div class="office" data-office>
        <Parts lang={lang} staff={staff} part={part} steps={steps} todo={todo} />
        <main id="main">
          <header class="office-head">
            <div>
              {above && (
                <a class="link" href={above.href}>
                  <Icon of={backIcon} small />
                  {above.text}
                </a>
              )}
              <h1>{title}</h1>
            </div>
            {act && <div class="acts">{act}</div>}
          </header>
          <Refused text={refused} />
          {children}
        </main>
      </div>
      <Toast lang={lang} text={done} />
    </>
  )
}

const names: Record<OfficePart, (lang: Lang) => string> = {
  start: officeStart.start,
  orders: words.orders,
  products: words.products,
  categories: words.categories,
  attributes: words.attributes,
  reviews: words.reviews,
  feeds: feeds.feeds,
  shipping: words.shipping,
  bargaining: words.bargaining,
  payments: words.payments,
  shop: words.shop,
}

type PartsProps = Pick<OfficeFrameProps, 'staff' | 'part' | 'steps' | 'todo'> & { lang: Lang }

function Parts({ lang, staff, part, steps, todo }: PartsProps) {
  return (
    <nav class="office-parts" aria-label={words.office(lang)}>
      <ul>
        {officeParts
          .filter(one => mayWorkOn(one, staff) && (one !== 'start' || steps !== null))
          .map(one => (
            <li key={one}>
              <a href={`/${lang}/desk/${one}`} aria-current={one === part ? 'page' : undefined}>
                {names[one](lang)}
                {one === 'orders' && <ToDo lang={lang} n={todo} />}
                {one === 'start' && steps && <span class="num">{officeStart.stepsDone(lang, steps)}</span>}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

/** How many orders wait for somebody of the staff. */
function ToDo({ lang, n }: { lang: Lang; n: number }) {
  return (
    <span class="num" data-todo>
      {n > 0 && (
        <>
          <Aside>{officeOrders.todo(lang)} </Aside>
          {n}
        </>
      )}
    </span>
  )
}
