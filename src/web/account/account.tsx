import type { ComponentChildren } from 'preact'
import { type Lang, langs, monthDay, orders as orderWords, account as words } from '#language'
import type { Member, SessionEntry } from '#members'
import type { OrderRow } from '#shop'
import { Field } from '#ui'
import { OrderList } from '../buy/order-list.tsx'
import { type Frame, Shell } from '../shell.tsx'
import { Kept } from './kept.tsx'
import { aboveForm, atField, type Refused } from './refused.ts'
import { TalkList } from './talk-list.tsx'
import type { TalkView } from './talk-views.ts'
import { Word } from './word.tsx'

/** A form of the account. */
export type Part = 'profile' | 'password' | 'session' | 'delete'

/** What is said at a form after it was sent. */
export interface Told {
  part: Part
  refused: Refused | null
  done: string | null
}

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

/** What is said above the form of a part. */
function Answer({ told }: { told: Told | null }) {
  return told && <Word refused={aboveForm(told.refused)} done={told.done} />
}

function Profile({ lang, member, typed, told }: PartProps & Pick<AccountProps, 'typed'>) {
  const refused = told?.refused ?? null
  return (
    <Section id="profile" title={words.profile(lang)}>
      <Answer told={told} />
      <form class="form" method="post" action={`/${lang}/account#profile`}>
        <input type="hidden" name="part" value="profile" />
        <Field
          id="name"
          label={words.name(lang)}
          hint={words.nameHint(lang)}
          name="name"
          autocomplete="nickname"
          required
          maxLength={60}
          value={typed.name ?? member.name}
          problem={atField(refused, 'name')}
        />
        <Field
          id="email"
          label={words.email(lang)}
          hint={words.emailHint(lang)}
          name="email"
          type="email"
          autocomplete="email"
          required
          maxLength={254}
          value={typed.email ?? member.email}
          problem={atField(refused, 'email')}
        />
        <Field
          id="proof"
          label={words.presentPassword(lang)}
          hint={words.presentPasswordHint(lang)}
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={512}
          problem={atField(refused, 'password')}
        />
        <fieldset class="choices">
          <legend>{words.language(lang)}</legend>
          {langs.map(one => (
            <label class="choice" key={one} lang={one}>
              <input type="radio" name="language" value={one} checked={member.language === one} />
              {one === 'ko' ? '한국어' : 'English'}
            </label>
          ))}
        </fieldset>
        <button class="button" type="submit">
          {words.save(lang)}
        </button>
      </form>
    </Section>
  )
}

function Password({ lang, member, told }: PartProps) {
  const refused = told?.refused ?? null
  return (
    <Section id="password" title={words.changePassword(lang)}>
      <Answer told={told} />
      <form class="form" method="post" action={`/${lang}/account#password`}>
        <input type="hidden" name="part" value="password" />
        {/* For the browser's keeper of passwords, which files them by the address. */}
        <input type="email" name="username" autocomplete="username" value={member.email} hidden readOnly />
        <Field
          id="present"
          label={words.presentPassword(lang)}
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxLength={512}
          problem={atField(refused, 'password')}
        />
        <Field
          id="new"
          label={words.newPassword(lang)}
          hint={words.passwordHint(lang)}
          name="newPassword"
          type="password"
          autocomplete="new-password"
          required
          minLength={10}
          maxLength={128}
          problem={atField(refused, 'newPassword')}
        />
        <button class="button" type="submit">
          {words.changePassword(lang)}
        </button>
      </form>
    </Section>
  )
}

function Devices({ lang, devices, told }: Pick<AccountProps, 'devices'> & Omit<PartProps, 'member'>) {
  return (
    <Section id="devices" title={words.devices(lang)}>
      <Answer told={told} />
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
        <Answer told={told} />
        <form class="form" method="post" action={`/${lang}/account#delete`}>
          <input type="hidden" name="part" value="delete" />
          <input type="email" name="username" autocomplete="username" value={member.email} hidden readOnly />
          <Field
            id="farewell"
            label={words.presentPassword(lang)}
            name="password"
            type="password"
            autocomplete="current-password"
            required
            maxLength={512}
            problem={atField(refused, 'password')}
          />
          <button class="button danger" type="submit">
            {words.deleteForGood(lang)}
          </button>
        </form>
      </details>
    </Section>
  )
}
