import { type Lang, page as words } from '#language'
import { Icon, moonIcon } from './icons.tsx'

/** Light or dark as the visitor chose. */
export type Theme = 'light' | 'dark'

/** The theme in a `Cookie` header; null where the system decides. */
export function themeIn(cookie: string | null | undefined): Theme | null {
  const theme = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookie ?? '')?.[1]
  return theme === 'light' || theme === 'dark' ? theme : null
}

/** The control that switches; `switchTheme` is what it does. */
export function ThemeSwitch({ lang }: { lang: Lang }) {
  return (
    <button class="tool needs-script" type="button" data-theme-switch aria-label={words.themeSwitch(lang)}>
      <Icon of={moonIcon} />
    </button>
  )
}

/** In the browser: switches, and remembers it in a cookie so that the next page comes right at once. */
export function switchTheme(): void {
  const root = document.documentElement
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  const theme: Theme = dark ? 'light' : 'dark'
  root.dataset.theme = theme
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}
