import sharp from 'sharp'
import { FADE, type Film, PICTURE, type Shot, type View } from './film.ts'
import { writeDrawing } from './layers.ts'
import { mix, ramp } from './motion.ts'

/** The picture of the film at a time in seconds: RGB, three bytes a pixel, row by row. */
export async function frameAt(film: Film, { seconds }: { seconds: number }): Promise<Buffer> {
  let start = 0
  let previous: { shot: Shot; start: number } | undefined
  for (const shot of film.shots) {
    const last = shot === film.shots.at(-1)
    if (seconds < start + shot.seconds || last) {
      const picture = await shoot(shot, seconds - start)
      const seen = (seconds - start + 1 / PICTURE.rate) / FADE
      if (!previous || seen >= 1) return picture
      return crossFade(await shoot(previous.shot, seconds - previous.start), picture, ramp(seen, { from: 0, to: 1 }))
    }
    previous = { shot, start }
    start += shot.seconds
  }
  throw new Error(`${film.name} has no shots`)
}

function shoot(shot: Shot, t: number): Promise<Buffer> {
  const { from, to } = shot.camera
  const k = ramp(t, { from: -0.6, to: shot.seconds + FADE + 0.6 })
  const view = { x: mix(from.x, to.x, k), y: mix(from.y, to.y, k), width: from.width * (to.width / from.width) ** k }
  const svg = writeDrawing(shot.drawing, { pose: shot.pose(t), frame: frameOf(view) })
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).toColourspace('srgb').raw().toBuffer()
}

function frameOf({ x, y, width }: View): Record<string, string> {
  const height = (width * PICTURE.height) / PICTURE.width
  const box = [x - width / 2, y - height / 2, width, height].map(n => n.toFixed(3)).join(' ')
  return { viewBox: box, width: `${PICTURE.width}`, height: `${PICTURE.height}`, preserveAspectRatio: 'none' }
}

function crossFade(under: Buffer, over: Buffer, k: number): Buffer {
  const result = Buffer.alloc(over.length)
  for (let i = 0; i < over.length; i++) result[i] = Math.round(mix(under[i] ?? 0, over[i] ?? 0, k))
  return result
}
