import sharp from 'sharp'
import { type Film, lengthOf, PICTURE } from './film.ts'
import { frameAt } from './frames.ts'

/** Twenty frames of the film side by side, evenly spread, as one PNG: the quick way to see what is off. */
export async function contactSheet(film: Film, { path, columns = 4, count = 20 }: Sheet): Promise<void> {
  const width = 480
  const height = (width * PICTURE.height) / PICTURE.width
  const tiles = []
  for (let i = 0; i < count; i++) {
    const seconds = ((i + 0.5) * lengthOf(film)) / count
    const raw = { width: PICTURE.width, height: PICTURE.height, channels: 3 as const }
    const input = await sharp(await frameAt(film, { seconds }), { raw })
      .resize(width, height)
      .png()
      .toBuffer()
    tiles.push({ input, left: (i % columns) * width, top: Math.floor(i / columns) * height })
  }
  const size = { width: columns * width, height: Math.ceil(count / columns) * height }
  await sharp({ create: { ...size, channels: 3, background: '#fff' } })
    .composite(tiles)
    .png()
    .toFile(path)
}

interface Sheet {
  path: string
  columns?: number
  count?: number
}
