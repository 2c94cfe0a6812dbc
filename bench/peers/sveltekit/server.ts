import { serve } from '../page/serve.ts'

// Without a proxy in front the adapter takes every request for https.
process.env.PROTOCOL_HEADER = 'x-forwarded-proto'
const { handler } = await import('./build/handler.js')

await serve((request, response) => {
  request.headers['x-forwarded-proto'] = 'http'
  handler(request, response, () => response.writeHead(404).end())
})
