import { renderToString } from 'preact-render-to-string'
import { Island } from '#ui'
import { type PlainOffer, PlainTalk } from './plain.tsx'
import { Talk, type TalkProps } from './talk.tsx'

/** The conversation as HTML, ready to wake up in the browser, and what stands under it where scripts are off. */
export function renderTalk(props: TalkProps, { path, offer }: { path: string; offer: PlainOffer | null }): string {
  return renderToString(
    <>
      <Island name="Talk" props={{ ...props }}>
        <Talk {...props} />
      </Island>
      <PlainTalk lang={props.lang} path={path} offer={offer} />
    </>,
  )
}
