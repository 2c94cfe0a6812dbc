/** Keeps what is typed and not sent, for this tab; an empty text is forgotten. */
export function keepDraft(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // Without storage a draft lives as long as its page.
  }
}

/** What was typed under this key; empty where nothing was. */
export function recallDraft(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}
