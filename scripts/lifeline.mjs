// Loaded ahead of a program that relay.mjs runs: when whoever started it is gone, it stops as if asked to.
import './resolve-once.mjs'

if (process.connected) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
