import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs, parseEnv } from 'node:util'
import * as v from 'valibot'
import type { PaymentSettings } from '#shop'

/** One line of the table of settings: shown in docs/settings.md, and the only place that knows the defaults. */
export interface Setting {
  name: keyof typeof entries
  /** As somebody would write it into `.env`; absent where nothing is the default. */
  fallback?: string
  /** The option of `npm start -- --option VALUE` that says the same; it beats the environment. */
  option?: string
  meaning: string
  /** True where the value carries a password and is never shown. */
  secret?: true
}

/** The parts of the shop that a process can serve. */
export const servedRooms = ['web', 'desk', 'chat', 'media'] as const
export type ServedRoom = (typeof servedRooms)[number]

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What a channel of PortOne can take. */
const portOneMethods = ['CARD', 'EASY_PAY', 'TRANSFER', 'MOBILE'] as const
const key = v.pipe(v.string(), v.regex(/^[!-~]{8,}$/, 'what the provider shows, without spaces'))

/** The message of each schema says what would be accepted; it ends the sentence that a wrong setting gets. */
const entries = {
  PORT: whole(65_535),
  HOST: v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'a host name or an address of this machine, such as 127.0.0.1')),
  ORIGIN: v.optional(
    v.pipe(
      v.string(),
      v.check(isOrigin, 'an address without a path, such as https://shop.example'),
      v.transform(text => new URL(text).origin),
    ),
  ),
  DOUMI_DATA: v.pipe(
    v.string(),
    v.regex(/^[^\0]+$/, 'the path of a folder'),
    v.transform(path => resolve(path)),
  ),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.check(isPostgres, 'an address such as postgres://user:password@host:5432/database')),
  ),
  NATS_URL: v.optional(
    v.pipe(v.string(), v.check(isNats, 'an address such as nats://user:password@host:4222, or several with commas')),
  ),
  ROOMS: v.pipe(
    v.string(),
    v.check(
      text => namesIn(text).every(name => servedRooms.some(room => room === name)),
      `some of ${servedRooms.join(', ')}, with commas between them`,
    ),
    v.transform(text => new Set(servedRooms.filter(room => namesIn(text).includes(room)))),
  ),
  LOG_LEVEL: v.picklist(logLevels, `one of ${logLevels.join(', ')}`),
  DEMO: yesNo('yes', 'no'),
  TRUST_PROXY: whole(16),
  METRICS_TOKEN: v.optional(v.pipe(v.string(), v.regex(/^[!-~]{16,}$/, '16 letters, digits or signs or more'))),
  STRIPE_SECRET_KEY: v.optional(key),
  STRIPE_WEBHOOK_SECRET: v.optional(key),
  STRIPE_API_URL: v.pipe(v.string(), v.check(isOrigin, 'an address without a path, such as https://api.stripe.com')),
  PORTONE_STORE_ID: v.optional(key),
  PORTONE_CHANNEL_KEY: v.optional(key),
  PORTONE_METHOD: v.picklist(portOneMethods, `one of ${portOneMethods.join(', ')}`),
  PORTONE_API_SECRET: v.optional(key),
  PORTONE_WEBHOOK_SECRET: v.optional(key),
  PORTONE_API_URL: v.pipe(v.string(), v.check(isOrigin, 'an address without a path, such as https://api.portone.io')),
  DOUMI_DEV: yesNo('1', '0'),
}

/** Every setting in the order in which an owner meets it. */
export const settingsTable: readonly Setting[] = [
  { name: 'PORT', fallback: '3000', option: 'port', meaning: 'The port to listen on; 0 takes any free one.' },
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    option: 'host',
    meaning: 'The address to listen on; 0.0.0.0 is reachable from other machines.',
  },
  {
    name: 'ORIGIN',
    option: 'origin',
    meaning: 'The public address of the shop; without it http://localhost with the port.',
  },
  {
    name: 'DOUMI_DATA',
    fallback: './data',
    option: 'data',
    meaning: 'The folder of everything that is kept: the database, pictures and films.',
  },
  {
    name: 'DATABASE_URL',
    secret: true,
    meaning: 'A PostgreSQL of your own; without it Doumi runs one inside the data folder.',
  },
  {
    name: 'NATS_URL',
    secret: true,
    meaning: 'A NATS that joins several processes of one shop; without it PostgreSQL does.',
  },
  {
    name: 'ROOMS',
    fallback: servedRooms.join(),
    option: 'rooms',
    meaning: `What this process serves, where several share the work: ${servedRooms.join(', ')}.`,
  },
  { name: 'LOG_LEVEL', fallback: 'info', meaning: `How much is logged: ${logLevels.join(', ')}.` },
  { name: 'DEMO', fallback: 'yes', meaning: 'Whether an empty database is filled with the demo shop: yes or no.' },
  {
    name: 'TRUST_PROXY',
    fallback: '0',
    meaning: 'How many proxies of your own stand in front; only then is X-Forwarded-For believed.',
  },
  {
    name: 'METRICS_TOKEN',
    secret: true,
    meaning: 'Who sends it as a bearer token may read /metrics from another machine; without it nobody may.',
  },
  {
    name: 'STRIPE_SECRET_KEY',
    secret: true,
    meaning:
      'The secret key of a Stripe account; with it and the next one buyers may pay by Stripe (docs/payments.md).',
  },
  {
    name: 'STRIPE_WEBHOOK_SECRET',
    secret: true,
    meaning: 'The signing secret of the webhook at Stripe that leads to /pay/stripe/webhook.',
  },
  { name: 'STRIPE_API_URL', fallback: 'https://api.stripe.com', meaning: 'Where Stripe answers.' },
  {
    name: 'PORTONE_STORE_ID',
    meaning:
      'The store of a PortOne account (V2); with its three other keys buyers may pay by PortOne (docs/payments.md).',
  },
  { name: 'PORTONE_CHANNEL_KEY', meaning: 'The channel of PortOne by which is paid.' },
  {
    name: 'PORTONE_METHOD',
    fallback: 'CARD',
    meaning: `What that channel takes: ${portOneMethods.join(', ')}.`,
  },
  { name: 'PORTONE_API_SECRET', secret: true, meaning: 'The secret for the API (V2) of PortOne.' },
  {
    name: 'PORTONE_WEBHOOK_SECRET',
    secret: true,
    meaning: 'The secret of the webhook (2024-04-25) at PortOne that leads to /pay/portone/webhook.',
  },
  { name: 'PORTONE_API_URL', fallback: 'https://api.portone.io', meaning: 'Where PortOne answers.' },
  { name: 'DOUMI_DEV', fallback: '0', meaning: 'Set by npm run dev: open pages reload when the code changes.' },
]

/** The settings as the rest of the program gets them: parsed, with defaults, paths absolute. */
export interface Config {
  port: number
  host: string
  /** As set; {@link originAt} gives the one to use once the port is known. */
  origin: string | undefined
  dataFolder: string
  databaseUrl: string | undefined
  natsUrl: string | undefined
  rooms: ReadonlySet<ServedRoom>
  logLevel: (typeof logLevels)[number]
  demo: boolean
  trustedProxies: number
  metricsToken: string | undefined
  /** The providers whose settings are complete. */
  payments: PaymentSettings
  dev: boolean
  /** What was typed after `npm start --` that is no option, such as `export shop.tar`. */
  words: readonly string[]
}

/** Wrong settings; the message has one sentence for each, one a line, and never a password. */
export class ConfigError extends Error {}

/** Reads the settings. Options in `args` beat `env`; an empty value counts as unset. Throws {@link ConfigError}. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, args: readonly string[]): Config {
  const wrong = Object.keys(env)
    .filter(name => name.startsWith('DOUMI_') && !settingsTable.some(setting => setting.name === name))
    .map(name => `There is no setting ${name}; docs/settings.md lists them all.`)
  const { given, words } = readArguments(args, wrong)
  const values = Object.fromEntries(
    settingsTable.map(({ name, fallback }) => [name, given.get(name) ?? (env[name]?.trim() || fallback)]),
  )
  const result = v.safeParse(v.object(entries), values, { abortPipeEarly: true })
  wrong.push(...together.flatMap(names => missingIn(values, names)))
  if (!result.success) wrong.push(...result.issues.map(issue => sentence(issue, values)))
  if (!result.success || wrong.length > 0) throw new ConfigError(wrong.join('\n'))
  const { PORT, HOST, ORIGIN, DOUMI_DATA, DATABASE_URL, NATS_URL, ROOMS } = result.output
  const { LOG_LEVEL, DEMO, TRUST_PROXY, METRICS_TOKEN, DOUMI_DEV } = result.output
  return {
    port: PORT,
    host: HOST,
    origin: ORIGIN,
    dataFolder: DOUMI_DATA,
    databaseUrl: DATABASE_URL,
    natsUrl: NATS_URL,
    rooms: ROOMS,
    logLevel: LOG_LEVEL,
    demo: DEMO,
    trustedProxies: TRUST_PROXY,
    metricsToken: METRICS_TOKEN,
    payments: paymentsIn(result.output),
    dev: DOUMI_DEV,
    words,
  }
}

/** Settings that mean nothing without each other. */
const together = [
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['PORTONE_STORE_ID', 'PORTONE_CHANNEL_KEY', 'PORTONE_API_SECRET', 'PORTONE_WEBHOOK_SECRET'],
] as const

function missingIn(values: Readonly<Record<string, string | undefined>>, names: readonly string[]): string[] {
  const missing = names.filter(name => values[name] === undefined)
  if (missing.length === 0 || missing.length === names.length) return []
  return [`${missing.join(', ')} must be set, too: ${names.join(', ')} belong together.`]
}

/** A way of paying is there when its settings are complete. */
function paymentsIn(read: v.InferOutput<v.ObjectSchema<typeof entries, undefined>>): PaymentSettings {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: signing } = read
  const { PORTONE_STORE_ID: storeId, PORTONE_CHANNEL_KEY: channelKey } = read
  const { PORTONE_API_SECRET: apiSecret, PORTONE_WEBHOOK_SECRET: webhookSecret } = read
  const isPortOne = storeId !== undefined && channelKey !== undefined && apiSecret !== undefined
  return {
    stripe:
      secretKey === undefined || signing === undefined
        ? null
        : { secretKey, webhookSecret: signing, apiUrl: read.STRIPE_API_URL },
    portOne:
      isPortOne && webhookSecret !== undefined
        ? { storeId, channelKey, method: read.PORTONE_METHOD, apiSecret, webhookSecret, apiUrl: read.PORTONE_API_URL }
        : null,
  }
}

/** The environment on top of the lines of a `.env` file; a file that is not there adds nothing. */
export function withEnvFile(
  env: Readonly<Record<string, string | undefined>>,
  { file }: { file: string },
): Record<string, string | undefined> {
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...env }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { ...env }
    throw new ConfigError(
      `The settings file ${file} cannot be read: ${error instanceof Error ? error.message : error}.`,
    )
  }
}

/** The public address of the shop, once the port is known. */
export function originAt({ origin }: Pick<Config, 'origin'>, { port }: { port: number }): string {
  return origin ?? `http://localhost:${port}`
}

function readArguments(args: readonly string[], wrong: string[]) {
  const given = new Map<string, string>()
  const known = settingsTable.filter(setting => setting.option !== undefined)
  const options = Object.fromEntries(known.map(({ option }) => [option, { type: 'string' as const }]))
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const setting = known.find(({ option }) => option === token.name)
    if (!setting) {
      wrong.push(`There is no option ${token.rawName}; there are ${known.map(s => `--${s.option}`).join(', ')}.`)
    } else if (!token.value) wrong.push(`${token.rawName} needs a value: ${setting.meaning}`)
    else given.set(setting.name, token.value)
  }
  return { given, words: positionals }
}

function sentence(issue: v.BaseIssue<unknown>, values: Readonly<Record<string, string | undefined>>): string {
  const name = v.getDotPath(issue) ?? ''
  const value = values[name] ?? ''
  const secret = settingsTable.some(setting => setting.name === name && setting.secret)
  const shown = value.length > 40 ? `${value.slice(0, 40)}...` : value
  return `${name}${secret ? ' is not right' : ` is "${shown}"`}; it must be ${issue.message}.`
}

function whole(most: number) {
  const accepted = `a whole number from 0 to ${most}`
  return v.pipe(v.string(), v.regex(/^\d{1,9}$/, accepted), v.transform(Number), v.maxValue(most, accepted))
}

function yesNo(yes: string, no: string) {
  return v.pipe(
    v.picklist([yes, no], `${yes} or ${no}`),
    v.transform(text => text === yes),
  )
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username
}

function namesIn(text: string): string[] {
  return text.split(',').map(name => name.trim())
}

function isNats(text: string): boolean {
  return text.split(',').every(each => {
    const url = URL.parse(each.trim())
    return url !== null && /^(nats|tls):$/.test(url.protocol) && url.hostname !== ''
  })
}

function isPostgres(text: string): boolean {
  return /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')
}
