/** What a single key does at the desk, by the key and by what it writes on a Korean layout. */
const keysOf = {
  next: 'jㅓ',
  previous: 'kㅏ',
  reply: 'rㄱ',
  resolve: 'eㄷ',
  assign: 'aㅁ',
  product: 'pㅔ',
  search: '/',
  help: '?',
  log: 'lㅣ',
  menu: 'mㅡ',
  quote: 'qㅂ',
  copy: 'cㅊ',
  hide: 'xㅌ',
  pin: 'iㅑ',
  held: 'hㅗ',
  letThrough: 'yㅛ',
  refuse: 'uㅕ',
  rules: 'oㅐ',
  freeze: 'fㄹ',
  offer: '$bㅠ',
} as const

export type Command = keyof typeof keysOf

const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries(keysOf).flatMap(([command, keys]) =>
    [...keys].map((key): [string, Command] => [key, isCommand(command) ? command : 'help']),
  ),
)

function isCommand(name: string): name is Command {
  return name in keysOf
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
  return commands.get(pressed.key) ?? null
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
