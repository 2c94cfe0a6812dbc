import { talk as words } from '#language'
import { backIcon, Icon, Island } from '#ui'
import { type Frame, Shell } from '../shell.tsx'
import { PlainTalk } from '../talk/plain.tsx'
import { Talk, type TalkProps } from '../talk/talk.tsx'

/** What a conversation is about. */
export interface AboutView {
  name: string
  product: { href: string; image: { src: string; srcset: string } | null } | null
}

/** One conversation without a film: that of the stage, as a page. */
export function TalkPage({ frame, talk, about }: { frame: Frame; talk: TalkProps; about: AboutView }) {
  const { lang } = frame
  return (
    <Shell frame={frame} foot={false}>
      <main class="one-talk" id="main">
        <header>
          <a class="link" href={`/${lang}/talks`}>
            <Icon of={backIcon} small />
            {words.talks(lang)}
          </a>
          <h1>{about.name}</h1>
          {about.product && (
            <a class="link" href={about.product.href}>
              {about.product.image && <img {...about.product.image} sizes="32px" width={32} height={32} alt="" />}
              {words.toProduct(lang)}
            </a>
          )}
        </header>
        <section class="talk" id="talk" aria-labelledby="talk-title">
          <Island name="Talk" props={{ ...talk }}>
            <Talk {...talk} />
          </Island>
          <PlainTalk lang={lang} path={`/${lang}${frame.path}`} offer={null} />
        </section>
      </main>
    </Shell>
  )
}
