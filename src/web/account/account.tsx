import type { ComponentChildren } from 'preact'
import { type Lang, monthDay, orders as orderWords, account as words } from '#language'
import type { Member, SessionEntry } from '#members'
import type { OrderRow } from '#shop'
import { type Answered, aboveForm, ForKeeper, PasswordForm, PresentPassword, ProfileForm, Word } from '#ui'
import { OrderList } from '../buy/order-list.tsx'
import { type Frame, Shell } from '../shell.tsx'
import { Kept } from './kept.tsx'
import { TalkList } from './talk-list.tsx'
import type { TalkView } from './talk-views.ts'

/** A form of the account. */
export type Part = 'profile' | 'password' | 'session' | 'delete'

/** What is said at a form after it was sent. */
export type Told = Answered & { part: Part }

type Device = Pick<SessionEntry, 'id' | 'current' | 'since' | 'address'> & { name: string }

export interface AccountProps {
  frame: Frame
  member: Member
  /** What was typed and refused, in place of what is kept. */
  typed: { name?: string; email?: string }
  told: Told | null
  devices: Device[]
  /** The newest orders. */
  orders: OrderRow[]
  talks: TalkView[]
  /** Whether there are more conversations than these. */
  more: boolean
}

/** A member's own account: what was talked about, who they are here, and the way out. */
export function AccountPage({ frame, member, typed, told, devices, orders, talks, more }: AccountProps) {
  const { lang } = frame
  const toldOf = (part: Part) => (told?.part === part ? told : null)
  return (
    <Shell frame={frame}>
      <main class="account" id="main">
        <header>
          <h1>{words.account(lang)}</h1>
          <p class="quiet">{words.greeting(lang, { name: member.name })}</p>
          <form method="post" action={`/${lang}/sign-out`}>
            <button class="button slim" type="submit">
              {words.signOut(lang)}
            </button>
          </form>
        </header>
        <Section id="talks" title={words.talks(lang)}>
          <TalkList lang={lang} talks={talks} />
          {more && (
            <a class="link" href={`/${lang}/talks`}>
              {words.allTalks(lang)}
            </a>
          )}
        </Section>
        <Section id="orders" title={orderWords.orders(lang)}>
          <OrderList lang={lang} orders={orders} />
          {orders.length > 0 && (
            <a class="link" href={`/${lang}/orders`}>
              {orderWords.allOrders(lang)}
            </a>
          )}
        </Section>
        <Profile lang={lang} member={member} typed={typed} told={toldOf('profile')} />
        <Password lang={lang} member={member} told={toldOf('password')} />
        <Devices lang={lang} devices={devices} told={toldOf('session')} />
        <Section id="kept" title={words.kept(lang)}>
          <Kept lang={lang} />
        </Section>
        <Delete lang={lang} member={member} told={toldOf('delete')} />
      </main>
    </Shell>
  )
}

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div>{children}</div>
    </section>
  )
}

interface PartProps {
  lang: Lang
  member: Member
  told: Told | null
}

function Profile({ lang, member, typed, told }: PartProps & Pick<AccountProps, 'typed'>) {
  return (
    <Section id="profile" title={words.profile(lang)}>
      <ProfileForm
        {...{ lang, typed, told }}
        action={`/${lang}/account#profile`}
        kept={member}
        nameHint={words.nameHint(lang)}
        nameIs="nickname"
        language={words.language(lang)}
        hasPassword
      />
    </Section>
  )
}

function Password({ lang, member: { email }, told }: PartProps) {
  return (
    <Section id="password" title={words.changePassword(lang)}>
      <PasswordForm {...{ lang, told, email }} action={`/${lang}/account#password`} hasPassword />
    </Section>
  )
}

function Devices({ lang, devices, told }: Pick<AccountProps, 'devices'> & Omit<PartProps, 'member'>) {
  return (
    <Section id="devices" title={words.devices(lang)}>
      {told && <Word refused={aboveForm(told.refused)} done={told.done} />}
      <ul class="devices">
        {devices.map(({ id, current, since, address, name }) => (
          <li key={id}>
            <div>
              <p>
                {name} {current && <span class="badge good">{words.thisDevice(lang)}</span>}
              </p>
              <p class="note">
                {words.since(lang, { day: monthDay(lang, since) })}
                {address && ` · ${address}`}
              </p>
            </div>
            {!current && (
              <form method="post" action={`/${lang}/account#devices`}>
                <input type="hidden" name="part" value="session" />
                <input type="hidden" name="id" value={id} />
                <button class="button slim" type="submit" aria-label={words.endSessionOf(lang, { device: name })}>
                  {words.endSession(lang)}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Delete({ lang, member, told }: PartProps) {
  const refused = told?.refused ?? null
  return (
    <Section id="delete" title={words.deleteAccount(lang)}>
      <details class="delete" open={told !== null}>
        <summary>{words.deleteHow(lang)}</summary>
        <p>{words.deleteLead(lang)}</p>
        <Word refused={aboveForm(refused)} />
        <form class="form" method="post" action={`/${lang}/account#delete`}>
          <input type="hidden" name="part" value="delete" />
          <ForKeeper email={member.email} />
          <PresentPassword id="farewell" lang={lang} refused={refused} required />
          <button class="button danger" type="submit">
            {words.deleteForGood(lang)}
          </button>
        </form>
      </details>
    </Section>
  )
}
