import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, verifyPassword } from './password.ts'

test('a password is kept as argon2id with the parameters of OWASP, differently each time', async () => {
  const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.notEqual(one, two)
  assert.ok(await verifyPassword({ hash: one, password: 'correct horse' }))
  assert.ok(await verifyPassword({ hash: two, password: 'correct horse' }))
})

test('another password does not fit, nor does anything fit what is no hash', async () => {
  const hash = await hashPassword('correct horse')
  assert.equal(await verifyPassword({ hash, password: 'correct horsf' }), false)
  assert.equal(await verifyPassword({ hash, password: '' }), false)
  for (const broken of ['', 'correct horse', hash.slice(0, 40), hash.replace('argon2id', 'argon2i')]) {
    assert.equal(await verifyPassword({ hash: broken, password: 'correct horse' }), false)
  }
})

test('a hash of other parameters is read with them, so that they can be raised later', async () => {
  // test.c of the reference implementation (github.com/P-H-C/phc-winner-argon2)
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  assert.ok(await verifyPassword({ hash, password: 'password' }))
  assert.equal(await verifyPassword({ hash, password: 'Password' }), false)
})

test('Hangul typed as letters and as syllables is the same password', async () => {
  const hash = await hashPassword('모닥불 옆 도우미'.normalize('NFC'))
  assert.ok(await verifyPassword({ hash, password: '모닥불 옆 도우미'.normalize('NFD') }))
})
