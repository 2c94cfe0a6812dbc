import { type Biquad, filtered } from './filters.ts'
import { RATE, type Stereo } from './stereo.ts'

/** The two filters of K weighting at 48 kHz, as printed in ITU-R BS.1770. */
const K_WEIGHTING: Biquad[] = [
  { b: [1.53512485958697, -2.69169618940638, 1.19839281085285], a: [-1.69065929318241, 0.73248077421585] },
  { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] },
]

/** Integrated loudness in LUFS after ITU-R BS.1770: blocks of 400 ms, both gates. */
export function loudness({ left, right }: Stereo): number {
  const [l, r] = [left, right].map(channel => K_WEIGHTING.reduce(filtered, channel))
  const block = 0.4 * RATE
  const powers: number[] = []
  for (let start = 0; start + block <= left.length; start += block / 4) {
    let sum = 0
    for (let i = start; i < start + block; i++) sum += (l?.[i] ?? 0) ** 2 + (r?.[i] ?? 0) ** 2
    powers.push(sum / block)
  }
  const level = (list: number[]) => -0.691 + 10 * Math.log10(list.reduce((a, b) => a + b, 0) / list.length)
  const heard = powers.filter(power => level([power]) > -70)
  const gate = level(heard) - 10
  return level(heard.filter(power => level([power]) > gate))
}

/** The sound at that loudness, its peaks rounded off softly so that none passes -1 dB. */
export function atLoudness(sound: Stereo, { lufs }: { lufs: number }): Stereo {
  const gain = 10 ** ((lufs - loudness(sound)) / 20)
  const level = (x: number) => {
    const y = Math.abs(x * gain)
    return Math.sign(x) * (y < 0.5 ? y : 0.5 + 0.39 * Math.tanh((y - 0.5) / 0.39))
  }
  return { left: sound.left.map(level), right: sound.right.map(level), rate: sound.rate }
}
