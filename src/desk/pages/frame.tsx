import type { ComponentChildren } from 'preact'
import { desk, type Lang, type Localized, office, page as pageWords, pick, deskPages as words } from '#language'
import { exitIcon, Icon, ThemeSwitch } from '#ui'
import { deskPath } from '../address.ts'
import type { Me, Picture } from '../views.ts'

/** What the desk's plain pages show around their own part. */
export interface Around {
  lang: Lang
  shop: Localized
  /** The page's path without its language. */
  path: string
  /** Null on the pages before the sign-in. */
  me: Me | null
  /** The page in the other language, where that is not the same path. */
  other?: string
}

/** A page of forms, for those who are in. */
export function Inside({ around, title, children }: { around: Around; title: string; children: ComponentChildren }) {
  return (
    <>
      <Bar around={around} />
      <main class="inside" id="main">
        <h1>{title}</h1>
        {children}
      </main>
    </>
  )
}

/** A page at the door: what to do on one side, what the shop sells on the other. */
export function Gate({
  around,
  title,
  picture,
  children,
}: {
  around: Around
  title: string
  picture: Picture | null
  children: ComponentChildren
}) {
  return (
    <div class="gate">
      <div>
        <Bar around={around} />
        <main id="main">
          <h1>{title}</h1>
          {children}
        </main>
      </div>
      {picture && (
        <img
          class="gate-picture"
          src={picture.src}
          srcset={picture.srcset}
          sizes="max(50vw, 100vh)"
          width={picture.width}
          height={picture.height}
          alt=""
        />
      )}
    </div>
  )
}

/** The bar above every plain page of the desk. */
export function Bar({ around: { lang, shop, path, me, other: href } }: { around: Around }) {
  const other: Lang = lang === 'ko' ? 'en' : 'ko'
  return (
    <header class="top">
      <a class="wordmark" href={me ? deskPath(lang) : `/${lang}`}>
        {pick(lang, shop)}
        <span>{desk.desk(lang)}</span>
      </a>
      {me && (
        <nav aria-label={desk.desk(lang)}>
          <a href={deskPath(lang)}>{words.backToDesk(lang)}</a>
          <Way
            lang={lang}
            to="/desk/products"
            text={office.office(lang)}
            path={isOffice(path) ? '/desk/products' : path}
          />
          {me.role === 'owner' && <Way lang={lang} to="/desk/people" text={desk.people(lang)} path={path} />}
          <Way lang={lang} to="/desk/words" text={desk.bannedWords(lang)} path={path} />
          <Way lang={lang} to="/desk/account" text={desk.account(lang)} path={path} />
        </nav>
      )}
      <div class="top-tools">
        <a class="tool" href={href ?? `/${other}${path}`} lang={other} hreflang={other}>
          {pageWords.otherLanguage(lang)}
        </a>
        <ThemeSwitch lang={lang} />
        {me && (
          <form method="post" action={`/${lang}/desk/sign-out`}>
            <button class="tool" type="submit" aria-label={desk.signOut(lang)}>
              <Icon of={exitIcon} />
            </button>
          </form>
        )}
      </div>
    </header>
  )
}

/** Whether a page is one of the office's many: the desk's other plain pages stand in its bar by themselves. */
function isOffice(path: string): boolean {
  return !['/desk/people', '/desk/words', '/desk/account'].includes(path)
}

function Way({ lang, to, text, path }: { lang: Lang; to: string; text: string; path: string }) {
  return (
    <a href={`/${lang}${to}`} aria-current={path === to ? 'page' : undefined}>
      {text}
    </a>
  )
}
