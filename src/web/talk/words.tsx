import type { ComponentChildren } from 'preact'
import { type Lang, talk as words } from '#language'
import { Second } from '#ui'
import { linksIn } from './links.ts'

interface WordsProps {
  lang: Lang
  text: string
  /** Whether addresses in it may be followed. */
  links: boolean
  /** Whether 0:41 is a moment of the film. */
  seconds: boolean
}

/** What somebody wrote, with what can be followed in it. */
export function Words({ lang, text, links, seconds }: WordsProps) {
  const pieces = links ? linksIn(text) : [{ text }]
  return (
    <>
      {pieces.map(({ text, href }, i) =>
        href === undefined ? (
          seconds ? (
            withSeconds(lang, text)
          ) : (
            text
          )
        ) : (
          <a key={i} href={href} target="_blank" rel="ugc nofollow noopener">
            {text}
          </a>
        ),
      )}
    </>
  )
}

/** A moment that the operator wrote as 0:41 becomes a link into the film. */
function withSeconds(lang: Lang, text: string): ComponentChildren[] {
  return text.split(/(?<!\S)(\d{1,2}:[0-5]\d)(?!\d)/).map((part, i) => {
    if (i % 2 === 0) return part
    const [minutes = 0, seconds = 0] = part.split(':').map(Number)
    return <Second key={i} at={minutes * 60 + seconds} label={words.toSecond(lang, { at: part })} />
  })
}
