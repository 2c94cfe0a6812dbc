/** One topic of Bun's server. */
const { Bun } = globalThis as unknown as { Bun: { serve(options: object): { port: number } & Publisher } }
let id = 1_000_000_000

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch(request: Request, own: { upgrade(request: Request): boolean }) {
    return own.upgrade(request) ? undefined : new Response(null, { status: 404 })
  },
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 960,
    backpressureLimit: 1024 * 1024,
    closeOnBackpressureLimit: true,
    open(socket: { subscribe(topic: string): void }) {
      socket.subscribe('live-1')
    },
    message(_: unknown, data: string) {
      id += 1
      server.publish('live-1', JSON.stringify({ id, ...JSON.parse(data) }))
    },
  },
})
console.log(`http://127.0.0.1:${server.port}`)

interface Publisher {
  publish(topic: string, text: string): number
}
