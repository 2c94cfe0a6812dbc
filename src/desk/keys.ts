/** What a single key does at the desk. */
export type Command = 'next' | 'previous' | 'reply' | 'resolve' | 'search' | 'product' | 'help'

/** By what the key writes; on a Korean layout the same keys write letters of Hangul. */
const commands: Record<string, Command> = {
  j: 'next',
  ㅓ: 'next',
  k: 'previous',
  ㅏ: 'previous',
  r: 'reply',
  ㄱ: 'reply',
  e: 'resolve',
  ㄷ: 'resolve',
  p: 'product',
  ㅔ: 'product',
  '/': 'search',
  '?': 'help',
}

/** A key as the browser tells it. */
export interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  isComposing: boolean
  keyCode: number
}

/** The command of a key; null while something is written or composed, and with a key that belongs to the browser. */
export function commandOf(pressed: Pressed, { writing }: { writing: boolean }): Command | null {
  if (writing || isComposing(pressed) || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null
  return commands[pressed.key] ?? null
}

/** Whether the key is part of a composition, such as of a Hangul syllable; 229 is what some browsers say instead. */
export function isComposing({ isComposing, keyCode }: Pick<Pressed, 'isComposing' | 'keyCode'>): boolean {
  return isComposing || keyCode === 229
}

/** Whether Enter sends what was written: not with Shift, and not where it ends a composition. */
export function sends(pressed: Pressed & { shiftKey: boolean }): boolean {
  const bare = !pressed.shiftKey && !pressed.ctrlKey && !pressed.metaKey && !pressed.altKey
  return pressed.key === 'Enter' && bare && !isComposing(pressed)
}
