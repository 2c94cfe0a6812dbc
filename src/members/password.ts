import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. */
const memoryKib = 19_456
const passes = 2
const lanes = 1
const saltBytes = 16
const hashBytes = 32

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

/** Hashes a password with argon2id and a salt of its own, as a PHC string that says how it was made. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltBytes)
  const hash = await derive('argon2id', {
    ...message(password),
    nonce,
    memory: memoryKib,
    passes,
    parallelism: lanes,
    tagLength: hashBytes,
  })
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${base64(nonce)}$${base64(hash)}`
}

/** Whether a password is the one that was hashed, in time that does not tell how close it is. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [, memory, times, parallelism, salt, expected] = phc.exec(hash) ?? []
  if (salt === undefined || expected === undefined) return false
  const tag = Buffer.from(expected, 'base64')
  const parameters: Argon2Parameters = {
    ...message(password),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(times),
    parallelism: Number(parallelism),
    tagLength: tag.length,
  }
  return timingSafeEqual(await derive('argon2id', parameters), tag)
}

/** NFC, because keyboards differ in how they compose Hangul: the same password typed elsewhere must fit. */
function message(password: string): { message: string } {
  return { message: password.normalize('NFC') }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
