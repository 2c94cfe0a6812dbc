import { contentPolicy } from '#edge'

/** What our page that opens PortOne's window may load, beyond what other pages may: that window, wherever it is. */
const more: Readonly<Record<string, string>> = {
  'frame-src': 'https:',
  'connect-src': "'self' https:",
  'img-src': "'self' data: blob: https:",
  // PortOne's script lays its window over the page by styles of its own.
  'style-src': "'self' 'unsafe-inline'",
  // From the window the browser goes to banks and card companies, and comes back.
  'form-action': "'self' https:",
}

/**
 * The policy of the page that opens PortOne's window. Scripts are still taken by nonce alone, and from those that they
 * load; only the window's own parts may come from elsewhere, over TLS.
 */
export function portOnePolicy(nonce: string): string {
  const usual = contentPolicy(nonce)
    .split('; ')
    .filter(part => !Object.hasOwn(more, part.split(' ')[0] ?? ''))
  return [...usual, ...Object.entries(more).map(([name, value]) => `${name} ${value}`)].join('; ')
}

/** Some wallets open a window of their own, which has to tell this page that it is done. */
export const portOneHeaders = { 'Cross-Origin-Opener-Policy': 'same-origin-allow-popups' }
