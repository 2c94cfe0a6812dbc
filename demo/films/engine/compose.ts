import type { Layer } from './layers.ts'

/** A copy without the named layers. */
export function without(drawing: Layer, names: readonly string[]): Layer {
  const children = drawing.children.filter(({ name }) => !name || !names.includes(name))
  return { ...drawing, children: children.map(child => without(child, names)) }
}

/**
 * A good as one layer for another drawing, standing with the middle of its foot at a point there. Its names and
 * references get the prefix and a dash, and its ground stays behind. `foot` is that point in its own drawing.
 */
export function placed(drawing: Layer, { prefix, x, y, scale, foot = [400, 660] }: Place): Layer {
  const inner = without(drawing, ['ground', 'wall', 'floor', 'night', 'bloom'])
  const transform = `translate(${x - foot[0] * scale} ${y - foot[1] * scale}) scale(${scale})`
  return { tag: 'g', name: prefix, attributes: { id: prefix, transform }, children: prefixed(inner, prefix).children }
}

function prefixed(layer: Layer, prefix: string): Layer {
  const attributes = Object.entries(layer.attributes).map(([key, value]) => [
    key,
    key === 'id' ? `${prefix}-${value}` : value.replaceAll('url(#', `url(#${prefix}-`),
  ])
  return {
    ...layer,
    name: layer.name && `${prefix}-${layer.name}`,
    attributes: Object.fromEntries(attributes),
    children: layer.children.map(child => prefixed(child, prefix)),
  }
}

interface Place {
  prefix: string
  x: number
  y: number
  scale: number
  foot?: readonly [x: number, y: number]
}
