import { renderToString } from 'preact-render-to-string'
import type { Lang } from '#language'
import { Island } from '#ui'
import { type PlainOffer, PlainTalk } from './plain.tsx'
import { Talk, type TalkProps } from './talk.tsx'

/** The conversation as HTML, ready to wake up in the browser. */
export function renderTalk(props: TalkProps): string {
  return renderToString(
    <Island name="Talk" props={{ ...props }}>
      <Talk {...props} />
    </Island>,
  )
}

/** What stands under a conversation where scripts are off. */
export function renderPlainTalk(of: { lang: Lang; path: string; offer: PlainOffer | null }): string {
  return renderToString(<PlainTalk {...of} />)
}
