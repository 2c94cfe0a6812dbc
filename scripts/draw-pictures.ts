import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import * as v from 'valibot'

const demo = new URL('../demo/', import.meta.url)

const Picture = v.object({ file: v.string() })
const Catalogue = v.object({
  categories: v.array(v.object({ picture: v.string() })),
  products: v.array(v.object({ pictures: v.array(Picture) })),
})
/** A drawing in other colours: each hex colour of `from` is exchanged for another. */
const Variants = v.record(v.string(), v.object({ from: v.string(), colors: v.record(v.string(), v.string()) }))

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await drawPictures()

/**
 * Draws every picture that demo/catalogue.json names as WebP into demo/pictures/, and says what changed.
 * A picture `x.webp` comes from demo/drawings/x.svg, or from the entry `x` in demo/drawings/variants.json.
 * Running it again changes nothing. Refuses a name that has no drawing, and a colour that the drawing does not have.
 */
export async function drawPictures(): Promise<void> {
  const variants = v.parse(Variants, await readJson('drawings/variants.json'))
  const names = pictureNames(v.parse(Catalogue, await readJson('catalogue.json')))
  await mkdir(new URL('pictures/', demo), { recursive: true })
  let written = 0
  let totalBytes = 0
  for (const name of names) {
    const image = await rasterise(await drawing(name, variants))
    const file = new URL(`pictures/${name}.webp`, demo)
    const before = await readFile(file).catch(() => undefined)
    totalBytes += image.length
    if (before?.equals(image)) continue
    await writeFile(file, image)
    written += 1
    console.log(`${before ? 'drew again' : 'drew'} ${name}.webp, ${Math.round(image.length / 1024)} kB`)
  }
  console.log(`${names.length} pictures, ${written} written, ${(totalBytes / 1024 / 1024).toFixed(2)} MB in all`)
}

function pictureNames(catalogue: v.InferOutput<typeof Catalogue>): string[] {
  const files = [
    ...catalogue.categories.map(category => category.picture),
    ...catalogue.products.flatMap(product => product.pictures.map(picture => picture.file)),
  ]
  return [...new Set(files)].map(file => file.replace(/\.webp$/, '')).sort()
}

async function drawing(name: string, variants: v.InferOutput<typeof Variants>): Promise<string> {
  const own = new URL(`drawings/${name}.svg`, demo)
  if (await stat(own).catch(() => undefined)) return await readFile(own, 'utf8')
  const variant = variants[name]
  if (!variant) throw new Error(`${name}.webp is in the catalogue but has neither a drawing nor a colour variant`)
  const from = await readFile(new URL(`drawings/${variant.from}.svg`, demo), 'utf8')
  const missing = Object.keys(variant.colors).filter(color => !from.includes(color))
  if (missing.length > 0) throw new Error(`${name} exchanges ${missing.join(', ')}, not found in ${variant.from}.svg`)
  return from.replace(/#[0-9a-f]{6}\b/g, color => variant.colors[color] ?? color)
}

/** Goods are square, posters 16:9, as their viewBox says. */
async function rasterise(svg: string): Promise<Buffer> {
  const square = svg.includes('viewBox="0 0 800 800"')
  const size = square ? { width: 1200, height: 1200 } : { width: 1600, height: 900 }
  return await sharp(Buffer.from(svg), { density: square ? 108 : 72 })
    .resize(size)
    .flatten({ background: '#ffffff' })
    .webp({ quality: 86, smartSubsample: true })
    .toBuffer()
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(path, demo), 'utf8'))
}
