import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { ConfigError, originAt, readConfig, settingsTable, withEnvFile } from './config.ts'

function refusal(env: Record<string, string>, args: string[] = []): string {
  try {
    readConfig(env, args)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.message
  }
  return 'accepted'
}

test('without any setting the defaults hold', () => {
  assert.deepEqual(readConfig({}, []), {
    port: 3000,
    host: '127.0.0.1',
    origin: undefined,
    dataFolder: resolve('data'),
    databaseUrl: undefined,
    natsUrl: undefined,
    rooms: new Set(['web', 'desk', 'chat', 'media']),
    logLevel: 'info',
    demo: true,
    trustedProxies: 0,
    metricsToken: undefined,
    payments: { stripe: null, portOne: null },
    dev: false,
    words: [],
  })
})

test('settings are parsed into values, and an empty one counts as unset', () => {
  const config = readConfig({ PORT: '0', ORIGIN: 'https://Shop.example/', DEMO: 'no', HOST: '', DOUMI_DEV: '1' }, [])
  assert.deepEqual(
    [config.port, config.origin, config.demo, config.host, config.dev],
    [0, 'https://shop.example', false, '127.0.0.1', true],
  )
})

test('an option beats the environment, and other words are handed on', () => {
  const config = readConfig({ PORT: '4000' }, ['export', '--port', '5000', '--data=/srv/shop', 'shop.tar'])
  assert.deepEqual([config.port, config.dataFolder, config.words], [5000, '/srv/shop', ['export', 'shop.tar']])
})

test('a process may serve some of the rooms, and one that does not exist is refused', () => {
  assert.deepEqual(readConfig({ ROOMS: 'chat, web,chat' }, []).rooms, new Set(['web', 'chat']))
  assert.deepEqual(readConfig({ ROOMS: 'web' }, ['--rooms', 'desk']).rooms, new Set(['desk']))
  assert.equal(
    refusal({}, ['--rooms', 'web,kitchen']),
    'ROOMS is "web,kitchen"; it must be some of web, desk, chat, media, with commas between them.',
  )
})

test('the address of NATS may be that of a cluster, and is never shown', () => {
  const url = 'nats://shop:sesame@one:4222,nats://two:4222'
  assert.equal(readConfig({ NATS_URL: url }, []).natsUrl, url)
  const message = refusal({ NATS_URL: 'nats://shop:sesame@one:4222,redis://two' })
  assert.match(message, /^NATS_URL is not right; it must be an address such as nats:/)
  assert.doesNotMatch(message, /sesame/)
})

test('the token for the metrics is long enough not to be guessed, and is never shown', () => {
  assert.equal(readConfig({ METRICS_TOKEN: 'open-sesame-0123' }, []).metricsToken, 'open-sesame-0123')
  for (const METRICS_TOKEN of ['sesame', 'open sesame 01234']) {
    assert.equal(
      refusal({ METRICS_TOKEN }),
      'METRICS_TOKEN is not right; it must be 16 letters, digits or signs or more.',
    )
  }
})

test('a provider is there when its settings are complete, and half of them are refused', () => {
  const { payments } = readConfig({ STRIPE_SECRET_KEY: 'sk_test_0123', STRIPE_WEBHOOK_SECRET: 'whsec_0123' }, [])
  assert.deepEqual(payments.stripe, {
    secretKey: 'sk_test_0123',
    webhookSecret: 'whsec_0123',
    apiUrl: 'https://api.stripe.com',
  })
  assert.equal(payments.portOne, null)
  assert.equal(
    refusal({ STRIPE_SECRET_KEY: 'sk_test_0123' }),
    'STRIPE_WEBHOOK_SECRET must be set, too: STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET belong together.',
  )
  assert.match(refusal({ PORTONE_STORE_ID: 'store-0123' }), /^PORTONE_CHANNEL_KEY, PORTONE_API_SECRET, PORTONE_WEBHOOK/)
  assert.doesNotMatch(refusal({ STRIPE_SECRET_KEY: 'sk test sesame', STRIPE_WEBHOOK_SECRET: 'whsec_0123' }), /sesame/)
})

test('every wrong setting gets one sentence with its name, the value and what would be accepted', () => {
  const message = refusal({ PORT: '70000', DEMO: 'maybe', ORIGIN: 'https://shop.example/ko', TRUST_PROXY: '-1' })
  assert.deepEqual(message.split('\n'), [
    'PORT is "70000"; it must be a whole number from 0 to 65535.',
    'ORIGIN is "https://shop.example/ko"; it must be an address without a path, such as https://shop.example.',
    'DEMO is "maybe"; it must be yes or no.',
    'TRUST_PROXY is "-1"; it must be a whole number from 0 to 16.',
  ])
})

test('a long wrong value is shortened and a password is never shown', () => {
  assert.match(refusal({ LOG_LEVEL: 'x'.repeat(500) }), /^LOG_LEVEL is "x{40}\.\.\."; it must be one of fatal, /)
  const message = refusal({ DATABASE_URL: 'mysql://shop:sesame@db/shop' })
  assert.match(message, /^DATABASE_URL is not right; it must be an address such as postgres:/)
  assert.doesNotMatch(message, /sesame/)
})

test('a setting or an option that does not exist is refused, not ignored', () => {
  assert.equal(refusal({ DOUMI_DATE: './x' }), 'There is no setting DOUMI_DATE; docs/settings.md lists them all.')
  assert.match(refusal({}, ['--prot', '1']), /^There is no option --prot; there are --port, --host/)
  assert.match(refusal({}, ['--port']), /^--port needs a value/)
})

test('the environment beats the .env file, and a missing file adds nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doumi-config-'))
  try {
    const file = join(folder, '.env')
    assert.deepEqual(withEnvFile({ HOST: 'here' }, { file }), { HOST: 'here' })
    writeFileSync(file, 'PORT=4000\nHOST="there" # a note\n')
    assert.deepEqual(withEnvFile({ HOST: 'here' }, { file }), { PORT: '4000', HOST: 'here' })
    assert.throws(() => withEnvFile({}, { file: folder }), ConfigError)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the address is the one that was set, else localhost with the port that was taken', () => {
  assert.equal(originAt({ origin: 'https://shop.example' }, { port: 41 }), 'https://shop.example')
  assert.equal(originAt({ origin: undefined }, { port: 41 }), 'http://localhost:41')
})

test('docs/settings.md lists every setting with its default and its meaning, and no other', () => {
  const rows = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| `'))
  const expected = settingsTable.map(({ name, fallback, option, meaning }) => {
    const cell = (text: string | undefined) => (text === undefined ? '-' : `\`${text}\``)
    return `| ${cell(name)} | ${cell(option && `--${option}`)} | ${cell(fallback)} | ${meaning} |`
  })
  assert.deepEqual(rows, expected)
})
