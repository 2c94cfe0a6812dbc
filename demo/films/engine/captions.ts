import type { Cue } from './film.ts'

/** The cues in one language as WebVTT. */
export function webVtt(cues: Cue[], { language }: { language: 'ko' | 'en' }): string {
  const blocks = cues.map((cue, i) => `${i + 1}\n${clock(cue.from)} --> ${clock(cue.to)}\n${cue.text[language]}\n`)
  return ['WEBVTT\n', ...blocks].join('\n')
}

/** Reads the times of WebVTT cues, in seconds. Throws where the text is not WebVTT or a block is not a cue. */
export function readCues(vtt: string): { from: number; to: number; text: string }[] {
  const [head, ...blocks] = vtt.trimEnd().split('\n\n')
  if (head !== 'WEBVTT') throw new Error('not WebVTT')
  return blocks.map(block => {
    const cue = /^\d+\n(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d\.\d{3})\n(\S[\s\S]*)$/.exec(block)
    if (!cue) throw new Error(`not a cue: ${block}`)
    const [, m1, s1, m2, s2, text = ''] = cue
    return { from: Number(m1) * 60 + Number(s1), to: Number(m2) * 60 + Number(s2), text }
  })
}

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return `${String(minutes).padStart(2, '0')}:${(seconds - minutes * 60).toFixed(3).padStart(6, '0')}`
}
