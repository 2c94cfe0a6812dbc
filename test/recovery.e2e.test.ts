import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { ask, openStreet, person, type Street, toStage } from './people.ts'

describe('what was sent outlives the program', () => {
  let street: Street

  before(async () => {
    street = await openStreet()
  })
  after(() => street[Symbol.asyncDispose]())

  test('a program stopped and started in mid-conversation loses nothing, and the page recovers by itself', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, '/ko/p/olive-lantern')
    await ask(jiyun, '하나')
    await jiyun.page.locator('.mine .mark', { hasText: '보냄' }).waitFor()
    assert.equal(await street.program.stop(), 0)
    await ask(jiyun, '둘')
    await jiyun.page.locator('.presence.away', { hasText: '다시 잇는 중' }).waitFor()
    await street.startAgain()
    await jiyun.page.locator('.mine:not(.sending):not(.failed)', { hasText: '둘' }).waitFor({ timeout: 60_000 })
    assert.deepEqual(await said(jiyun.page), ['하나', '둘'])
    await jiyun.page.reload()
    assert.deepEqual(await said(jiyun.page), ['하나', '둘'])
    await jiyun.context.close()
  })

  test('program and database killed while questions are sent: every acknowledged one is there, once, in order', async () => {
    const jiyun = await person(street.browser)
    await toStage(jiyun, street, '/ko/p/ridge-tent')
    const sent: string[] = []
    const asking = (async () => {
      for (let n = 1; n <= 40; n += 1) {
        sent.push(`질문 ${n}`)
        await ask(jiyun, `질문 ${n}`)
        await jiyun.page.waitForTimeout(40)
      }
    })()
    await jiyun.page.waitForTimeout(700)
    const postmaster = Number(
      readFileSync(join(street.dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
    )
    process.kill(street.program.pid, 'SIGKILL')
    process.kill(postmaster, 'SIGKILL')
    await asking
    await street.startAgain()
    await jiyun.page.waitForFunction(
      count => document.querySelectorAll('.mine:not(.sending):not(.failed)').length === count,
      sent.length,
      { timeout: 60_000 },
    )
    await jiyun.page.reload()
    assert.deepEqual(await said(jiyun.page), sent)
    await jiyun.context.close()
  })
})

function said(page: Awaited<ReturnType<typeof person>>['page']): Promise<string[]> {
  return page.locator('.mine .said').allInnerTexts()
}
