import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deviceName } from './device.ts'

const agents: [string, string][] = [
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/140.0.0.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Whale/4.30 Safari/537.36',
    'Whale on Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox on Mac'],
  ['Test/1', 'Unknown device'],
]

test('a device is told by its browser and its system', () => {
  for (const [agent, name] of agents) assert.equal(deviceName('en', agent), name)
  assert.equal(deviceName('ko', agents[0]?.[0] ?? null), 'iPhone의 Safari')
  assert.equal(deviceName('ko', null), '알 수 없는 기기')
})
