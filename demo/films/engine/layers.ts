/** One element of a drawing. `name` is its id, or `parent.n` for the n-th child (from 1) of a named element. */
export interface Layer {
  tag: string
  name: string | undefined
  attributes: Record<string, string>
  children: Layer[]
}

/** What happens to a named layer: in the units of the drawing, degrees clockwise, opacity 0 to 1. */
export interface Change {
  move?: readonly [x: number, y: number]
  turn?: { degrees: number; about: readonly [x: number, y: number] }
  scale?: { x: number; y: number; about: readonly [x: number, y: number] }
  skewX?: { degrees: number; about: readonly [x: number, y: number] }
  opacity?: number
  /** Attributes to replace as they are, for what the rest cannot say. */
  set?: Record<string, string>
}

/** The changes of one moment, by the names of the layers. */
export type Pose = Record<string, Change>

const TAG = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g

/** Reads an SVG of elements and attributes only (no text, no comments) into its layers. */
export function parseDrawing(svg: string): Layer {
  const root: Layer = { tag: '', name: undefined, attributes: {}, children: [] }
  const open = [root]
  for (const [, closing, tag = '', attributes = '', empty] of svg.matchAll(TAG)) {
    if (closing) {
      open.pop()
      continue
    }
    const parent = open.at(-1)
    if (!parent) throw new Error(`</${tag}> closes nothing`)
    const read = Object.fromEntries([...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v]))
    const numbered = parent.name && `${parent.name}.${parent.children.length + 1}`
    const layer: Layer = { tag, name: read.id ?? numbered, attributes: read, children: [] }
    parent.children.push(layer)
    if (!empty) open.push(layer)
  }
  const svgElement = root.children[0]
  if (!svgElement) throw new Error('no element in the drawing')
  return svgElement
}

/** The drawing as text with the pose applied; `frame` replaces attributes of the outermost element. */
export function writeDrawing(drawing: Layer, { pose, frame }: { pose: Pose; frame: Record<string, string> }): string {
  return write({ ...drawing, attributes: { ...drawing.attributes, ...frame } }, pose)
}

/** A copy with `added` put in directly before or after the named layer. Throws where no layer has the name. */
export function insert(drawing: Layer, { at, where, added }: Insertion): Layer {
  const layers = typeof added === 'string' ? parseDrawing(`<g>${added}</g>`).children : [added]
  let found = false
  const walk = (layer: Layer): Layer => ({
    ...layer,
    children: layer.children.flatMap(child => {
      if (child.name !== at) return [walk(child)]
      found = true
      return where === 'before' ? [...layers, walk(child)] : [walk(child), ...layers]
    }),
  })
  const result = walk(drawing)
  if (!found) throw new Error(`no layer "${at}" in the drawing`)
  return result
}

/** A copy with the pose applied for good. Throws where a name of the pose is not in the drawing. */
export function settle(drawing: Layer, pose: Pose): Layer {
  const names = namesOf(drawing)
  for (const name of Object.keys(pose)) if (!names.has(name)) throw new Error(`no layer "${name}" in the drawing`)
  const walk = (layer: Layer): Layer => ({
    ...layer,
    attributes: changed(layer, pose),
    children: layer.children.map(walk),
  })
  return walk(drawing)
}

/** The names of all layers of a drawing, whatever their depth. */
export function namesOf(drawing: Layer): Set<string> {
  const inside = drawing.children.flatMap(child => [...namesOf(child)])
  return new Set(drawing.name ? [drawing.name, ...inside] : inside)
}

function write(layer: Layer, pose: Pose): string {
  const attributes = Object.entries(changed(layer, pose))
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('')
  return `<${layer.tag}${attributes}>${layer.children.map(child => write(child, pose)).join('')}</${layer.tag}>`
}

function changed({ name, attributes }: Layer, pose: Pose): Record<string, string> {
  const change = name ? pose[name] : undefined
  if (!change) return attributes
  const result = { ...attributes, ...change.set }
  const transform = transformOf(change)
  if (transform) result.transform = [transform, attributes.transform].filter(Boolean).join(' ')
  if (change.opacity !== undefined) result.opacity = (Number(attributes.opacity ?? 1) * change.opacity).toFixed(4)
  return result
}

function transformOf({ move, turn, scale, skewX }: Change): string {
  const parts: string[] = []
  const about = ([x, y]: readonly [number, number], inner: string) =>
    parts.push(`translate(${x} ${y}) ${inner} translate(${-x} ${-y})`)
  if (move) parts.push(`translate(${move[0].toFixed(3)} ${move[1].toFixed(3)})`)
  if (turn) about(turn.about, `rotate(${turn.degrees.toFixed(4)})`)
  if (skewX) about(skewX.about, `skewX(${skewX.degrees.toFixed(4)})`)
  if (scale) about(scale.about, `scale(${scale.x.toFixed(5)} ${scale.y.toFixed(5)})`)
  return parts.join(' ')
}

interface Insertion {
  at: string
  where: 'before' | 'after'
  added: string | Layer
}
