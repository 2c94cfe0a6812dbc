import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** The floor: the bytes of one page, and the headers that came with them, from a bare server. */
const { headers, html } = JSON.parse(readFileSync(process.env.PAGE_CANNED ?? 'canned.json', 'utf8'))
const body = Buffer.from(html)
const server = createServer((_, response) => {
  response.writeHead(200, headers)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address.port}\n`)
})
