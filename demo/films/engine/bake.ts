import sharp from 'sharp'
import type { Film } from './film.ts'
import { type Layer, writeDrawing } from './layers.ts'

/** Where drawings may reach, in their units, and how many pixels a unit gets: enough for what is blurred anyway. */
const FIELD = { from: -120, size: 1040 }
const PIXELS = 1.25

/**
 * The film with every blurred shape of its drawings turned into a small picture, once. Blurring is four fifths of
 * the work of a frame, and a blurred shape only ever moves, turns, stretches or fades.
 */
export async function baked(film: Film): Promise<Film> {
  const done = new Map<Layer, Promise<Layer>>()
  const shots = film.shots.map(async shot => {
    const drawing = done.get(shot.drawing) ?? bakeAll(shot.drawing, definitions(shot.drawing))
    done.set(shot.drawing, drawing)
    return { ...shot, drawing: await drawing }
  })
  return { ...film, shots: await Promise.all(shots) }
}

async function bakeAll(layer: Layer, defs: Layer[]): Promise<Layer> {
  const blurred = layer.attributes.filter?.includes('blur') && layer.children.length === 0
  if (blurred) return bake(layer, defs)
  const children: Layer[] = []
  for (const child of layer.children) children.push(await bakeAll(child, defs))
  return { ...layer, children }
}

function definitions(layer: Layer): Layer[] {
  return layer.tag === 'defs' ? [layer] : layer.children.flatMap(definitions)
}

async function bake(layer: Layer, defs: Layer[]): Promise<Layer> {
  const { transform, opacity, ...shape } = layer.attributes
  const pixels = `${FIELD.size * PIXELS}`
  const alone: Layer = {
    tag: 'svg',
    name: undefined,
    attributes: {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${FIELD.from} ${FIELD.from} ${FIELD.size} ${FIELD.size}`,
      width: pixels,
      height: pixels,
    },
    children: [...defs, { ...layer, attributes: shape }],
  }
  const raster = sharp(Buffer.from(writeDrawing(alone, { pose: {}, frame: {} })))
  const { data, info } = await raster.trim({ threshold: 0 }).png().toBuffer({ resolveWithObject: true })
  const place = (offset = 0) => `${FIELD.from - offset / PIXELS}`
  return {
    ...layer,
    tag: 'image',
    attributes: {
      x: place(info.trimOffsetLeft),
      y: place(info.trimOffsetTop),
      width: `${info.width / PIXELS}`,
      height: `${info.height / PIXELS}`,
      preserveAspectRatio: 'none',
      href: `data:image/png;base64,${data.toString('base64')}`,
      ...(transform && { transform }),
      ...(opacity && { opacity }),
    },
  }
}
