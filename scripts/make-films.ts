import { rename, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { baked } from '../demo/films/engine/bake.ts'
import { webVtt } from '../demo/films/engine/captions.ts'
import { encodeFilm } from '../demo/films/engine/encode.ts'
import { type Film, framesOf, lengthOf, PICTURE } from '../demo/films/engine/film.ts'
import { frameAt } from '../demo/films/engine/frames.ts'
import { contactSheet } from '../demo/films/engine/sheet.ts'
import { films } from '../demo/films/scripts/index.ts'
import { perform } from '../demo/films/sound/score.ts'

const USAGE = `node scripts/make-films.ts [--sheet FOLDER] [--texts] [name ...]
Renders the films of the demo shop into demo/films: all of them, or those named.
  --sheet FOLDER  only write a contact sheet of each film there
  --texts         only write captions and chapters
  --tiles         only write storyboards`

/** How the storyboards are laid out. */
const TILES = { width: 192, height: 108, columns: 10, everyMs: 1000 }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sheet: { type: 'string' },
    texts: { type: 'boolean' },
    tiles: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
const unknown = positionals.filter(name => !films.some(film => film.name === name))
if (values.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `no film called ${unknown.join(', ')}\n\n${USAGE}` : USAGE)
  process.exitCode = unknown.length > 0 ? 1 : 0
} else {
  for (const film of films.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    if (values.sheet) await contactSheet(await baked(film), { path: `${values.sheet}/${film.name}.png` })
    else if (values.tiles) await writeTiles(await baked(film))
    else await make(film, { textsOnly: values.texts ?? false })
    console.log(film.name)
  }
}

async function make(film: Film, { textsOnly }: { textsOnly: boolean }) {
  const path = (suffix: string) => pathOf(film, suffix)
  const { alt, chapters } = film
  const { columns, everyMs } = TILES
  const storyboard = { columns, rows: tileRows(film), everyMs }
  const about = { alt, durationMs: Math.round(lengthOf(film) * 1000), chapters, storyboard }
  await writeFile(path('.json'), `${JSON.stringify(about, null, 2)}\n`)
  for (const language of ['ko', 'en'] as const) {
    await writeFile(path(`.${language}.vtt`), webVtt(film.cues, { language }))
  }
  if (textsOnly) return
  const ready = await baked(film)
  const raw = { width: PICTURE.width, height: PICTURE.height, channels: 3 as const }
  await sharp(await frameAt(ready, { seconds: film.poster }), { raw })
    .webp({ quality: 85, effort: 6 })
    .toFile(path('-film.webp'))
  await writeTiles(ready)
  const unfinished = path('.mp4.part')
  const sound = perform(film.score, { seconds: lengthOf(film) })
  await encodeFilm(pictures(ready), { path: unfinished, sound })
  await rename(unfinished, path('.mp4'))
}

function pathOf({ name }: Film, suffix: string): string {
  return new URL(`../demo/films/${name}${suffix}`, import.meta.url).pathname
}

function tileRows(film: Film): number {
  return Math.ceil(Math.ceil((lengthOf(film) * 1000) / TILES.everyMs) / TILES.columns)
}

/** A small picture for each second, row by row on one large one. */
async function writeTiles(film: Film) {
  const { width, height, columns, everyMs } = TILES
  const raw = { width: PICTURE.width, height: PICTURE.height, channels: 3 as const }
  const n = Math.ceil((lengthOf(film) * 1000) / everyMs)
  const tiles = []
  for (let i = 0; i < n; i++) {
    const seconds = (i * everyMs) / 1000
    const input = await sharp(await frameAt(film, { seconds }), { raw })
      .resize(width, height)
      .png()
      .toBuffer()
    tiles.push({ input, left: (i % columns) * width, top: Math.floor(i / columns) * height })
  }
  const size = { width: columns * width, height: tileRows(film) * height }
  await sharp({ create: { ...size, channels: 3, background: '#000' } })
    .composite(tiles)
    .webp({ quality: 70, effort: 6 })
    .toFile(pathOf(film, '-tiles.webp'))
}

async function* pictures(film: Film): AsyncGenerator<Buffer> {
  for (let i = 0; i < framesOf(film); i++) yield await frameAt(film, { seconds: i / PICTURE.rate })
}
