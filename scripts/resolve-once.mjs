// Loaded ahead of a program: what our sources import by name is found once. For every such import Node would read and
// parse the package.json of the package anew, and there are some that weigh 180 KB.
import { registerHooks } from 'node:module'

const sources = new URL('../src/', import.meta.url).href
const found = new Map()

registerHooks({
  resolve(specifier, context, next) {
    if (!context.parentURL?.startsWith(sources) || /^[./]|^\w+:/.test(specifier)) return next(specifier, context)
    const key = `${specifier} ${context.conditions}`
    const known = found.get(key) ?? { ...next(specifier, context), shortCircuit: true }
    found.set(key, known)
    return known
  },
})
