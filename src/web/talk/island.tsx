import { renderToString } from 'preact-render-to-string'
import { Island } from '#ui'
import { Talk, type TalkProps } from './talk.tsx'

/** The conversation as HTML, ready to wake up in the browser. */
export function renderTalk(props: TalkProps): string {
  return renderToString(
    <Island name="Talk" props={{ ...props }}>
      <Talk {...props} />
    </Island>,
  )
}
