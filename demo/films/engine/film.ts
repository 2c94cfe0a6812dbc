import type { Score } from '../sound/score.ts'
import type { Layer, Pose } from './layers.ts'

/** A text in both languages of the demo shop. */
export interface Text {
  ko: string
  en: string
}

/** What the camera sees: the centre and the width in the units of the drawing; the height follows from 16:9. */
export interface View {
  x: number
  y: number
  width: number
}

/** One shot. `pose` gets the seconds since its start, and is asked a little beyond its end, for the cross-fade. */
export interface Shot {
  seconds: number
  drawing: Layer
  camera: { from: View; to: View }
  pose: (t: number) => Pose
}

/** A subtitle, with the seconds between which it stands. */
export interface Cue {
  from: number
  to: number
  text: Text
}

/** Everything there is to say about one film. `poster` is the second of its best frame. */
export interface Film {
  name: string
  alt: Text
  shots: Shot[]
  poster: number
  cues: Cue[]
  chapters: { at: number; name: Text }[]
  score: Score
}

/** The picture of every film: pixels, and frames a second. */
export const PICTURE = { width: 1280, height: 720, rate: 25 } as const

/** Length of the cross-fade between two shots, in seconds (8 frames). */
export const FADE = 8 / PICTURE.rate

/** The length of the film in seconds. */
export function lengthOf(film: Film): number {
  return film.shots.reduce((sum, shot) => sum + shot.seconds, 0)
}

/** The number of frames of the film. */
export function framesOf(film: Film): number {
  return Math.round(lengthOf(film) * PICTURE.rate)
}
