import { filtered, lowPass } from './filters.ts'
import { mixIn, type Stereo, shape } from './stereo.ts'

/** The pitch of a MIDI note in hertz (69 is 440). */
export function pitch(note: number): number {
  return 440 * 2 ** ((note - 69) / 12)
}

/** A warm bed: each chord (MIDI notes) swells in under the end of the one before, two detuned voices a note. */
export function pad(into: Stereo, { chords, seconds }: { chords: readonly (readonly number[])[]; seconds: number }) {
  const each = seconds / chords.length
  const swell = Math.min(2.2, each * 0.6)
  for (const [i, chord] of chords.entries()) {
    for (const [j, note] of chord.entries()) {
      for (const side of [-1, 1]) {
        const hertz = pitch(note) * 2 ** ((side * 4) / 1200)
        const voice = shape(each + swell, t => {
          const level = Math.min(1, t / swell, (each + swell - t) / swell)
          const drift = 1 + 0.18 * Math.sin(2 * Math.PI * (0.11 + 0.03 * j) * t + i + side)
          return Math.sin((level * Math.PI) / 2) ** 2 * drift * warm(2 * Math.PI * hertz * t)
        })
        const sound = filtered(voice, lowPass({ hertz: 1100 }))
        mixIn(into, { sound, at: i * each - (i ? swell / 2 : 0), gain: 0.05, pan: side * (0.35 + 0.1 * j) })
      }
    }
  }
}

/** One plucked note, like a small kalimba. */
export function pluck(note: number): Float32Array {
  const w = 2 * Math.PI * pitch(note)
  return shape(2.6, t => {
    const body = Math.sin(w * t) * Math.exp(-2.2 * t) + 0.28 * Math.sin(2 * w * t) * Math.exp(-4.5 * t)
    const tine = 0.1 * Math.sin(5.4 * w * t) * Math.exp(-26 * t)
    return (body + tine) * Math.min(1, t / 0.004)
  })
}

function warm(phase: number): number {
  return Math.sin(phase) + 0.24 * Math.sin(2 * phase) + 0.1 * Math.sin(3 * phase)
}
