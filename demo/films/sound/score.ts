import { FOLEY } from './foley.ts'
import { atLoudness } from './loudness.ts'
import { pad, pluck } from './music.ts'
import { inRoom } from './reverb.ts'
import { mixIn, type Stereo, silence } from './stereo.ts'

/** What is heard in a film: chords and single notes (MIDI numbers), and the sounds of what happens, in seconds. */
export interface Score {
  chords: readonly (readonly number[])[]
  notes: readonly (readonly [at: number, note: number])[]
  foley: readonly { at: number; sound: keyof typeof FOLEY; gain?: number; pan?: number }[]
}

const TARGET = { lufs: -20 }

/** The whole sound of a film, faded in and out, at -20 LUFS. The same score gives the same samples. */
export function perform(score: Score, { seconds }: { seconds: number }): Stereo {
  const sound = silence(seconds)
  pad(sound, { chords: score.chords, seconds })
  for (const [i, [at, note]] of score.notes.entries()) {
    mixIn(sound, { sound: pluck(note), at, gain: 0.1, pan: i % 2 ? 0.3 : -0.3 })
  }
  for (const [i, { at, sound: name, gain = 1, pan = 0 }] of score.foley.entries()) {
    mixIn(sound, { sound: FOLEY[name](i + 1), at, gain: 0.3 * gain, pan })
  }
  return atLoudness(faded(inRoom(sound, { wet: 0.35 })), TARGET)
}

function faded({ left, right, rate }: Stereo): Stereo {
  const level = (x: number, i: number) => x * Math.min(1, i / (0.8 * rate), (left.length - i) / (1.8 * rate))
  return { left: left.map(level), right: right.map(level), rate }
}
