import { filmTime, monthDay, pick, desk as words } from '#language'
import { Icon, outIcon, Price } from '#ui'
import { deskPath, productPath } from '../address.ts'
import { KnownOrders } from '../orders/known.tsx'
import type { Goods } from '../views.ts'
import { secondNow } from '../waiting.ts'
import { KnownRoom } from './known-room.tsx'
import { isPlain } from './queues.tsx'
import type { Listed } from './roster.ts'
import type { Desk } from './state.ts'
import { nameOfLanguage } from './waiting.tsx'

/** What is known about the shopper of the chosen conversation. On a narrow window it opens as a sheet. */
export function Known({ desk }: { desk: Desk }) {
  const { lang, inquiry } = desk
  const row = inquiry.value
  const isStage = row?.kind === 'stage'
  const guest = row ? desk.titleOf(row) : words.shopper(lang)
  const label = isStage ? words.aboutRoom(lang) : words.aboutShopper(lang, { guest })
  return (
    <section class="known" id="known" popover="auto" aria-label={label}>
      {row && (
        <>
          {row.productId === null ? <Subject desk={desk} row={row} /> : <Product desk={desk} row={row} />}
          {isStage ? <KnownRoom desk={desk} row={row} /> : <Shopper desk={desk} row={row} />}
          {!isStage && <KnownOrders lang={lang} room={row.room} last={row.last} here={row.here} />}
          {!isStage && <Others desk={desk} />}
        </>
      )}
    </section>
  )
}

function Subject({ desk: { lang }, row }: { desk: Desk; row: Listed }) {
  return (
    <section>
      <h3>{words.subject(lang)}</h3>
      <p>{row.subject}</p>
    </section>
  )
}

function Product({ desk, row }: { desk: Desk; row: Listed }) {
  const { lang } = desk
  const goods = desk.goodsOf(row.productId)
  return (
    <section>
      <h3>
        {row.kind === 'stage' ? words.productOfRoom(lang) : row.here ? words.nowSeeing(lang) : words.askedAbout(lang)}
      </h3>
      {goods === null && <p class="note">{words.cardGone(lang)}</p>}
      {goods && (
        <>
          <div class="seeing">
            <Still desk={desk} row={row} goods={goods} />
            <div>
              <b>{pick(lang, goods.name)}</b>
              <p>
                <Seen desk={desk} row={row} goods={goods} />
                <Price lang={lang} value={goods.price} {...(goods.priceFrom && { from: words.from(lang) })} /> ·{' '}
                {goods.inStock === 0 ? words.soldOut(lang) : words.left(lang, { n: goods.inStock })}
                {!goods.published && ` · ${words.notPublished(lang)}`}
              </p>
            </div>
          </div>
          <a class="link" href={productPath(lang, goods)} target="_blank" rel="noopener">
            {words.productPage(lang)} <Icon of={outIcon} small />
          </a>
        </>
      )}
    </section>
  )
}

/** The film's picture with how far the shopper has come in it; a product without a film has its own. */
function Still({ desk, row, goods }: { desk: Desk; row: Listed; goods: Goods }) {
  const shown = goods.poster ?? goods.picture
  if (shown === null) return null
  const at = secondOf(desk, row, goods)
  return (
    <span class={goods.poster ? 'still' : 'still square'}>
      <img src={shown.src} srcset={shown.srcset} sizes="96px" alt="" width={shown.width} height={shown.height} />
      {at !== null && goods.filmSeconds !== null && <progress value={at} max={goods.filmSeconds} aria-hidden="true" />}
    </span>
  )
}

function Seen({ desk, row, goods }: { desk: Desk; row: Listed; goods: Goods }) {
  const { lang } = desk
  const at = secondOf(desk, row, goods)
  if (!row.here || row.kind === 'stage') return null
  if (at === null) return <span class="moment">{words.pageOpen(lang)}</span>
  const seen = row.watching?.playing ? words.watchingNow : words.stoppedAt
  return <span class="moment">{seen(lang, { at: filmTime(at) })}</span>
}

function secondOf(desk: Desk, row: Listed, { filmSeconds }: Goods): number | null {
  if (!row.here || row.watching === null) return null
  return secondNow(row.watching, { heardAt: row.heardAt, now: desk.now.value, filmSeconds })
}

function Shopper({ desk, row }: { desk: Desk; row: Listed }) {
  const { lang } = desk
  return (
    <section>
      <h3>{words.shopper(lang)}</h3>
      <ul class="rows">
        <li>
          <span>{words.presence(lang)}</span>
          <span class={row.here ? 'presence' : 'presence away'}>
            {row.here ? words.shopperHere(lang) : words.shopperAway(lang)}
          </span>
        </li>
        <li>
          <span>{words.language(lang)}</span>
          <span>{nameOfLanguage(desk, row)}</span>
        </li>
      </ul>
    </section>
  )
}

function Others({ desk }: { desk: Desk }) {
  const { lang, thread, roster } = desk
  const others = thread.value?.others
  if (others === undefined) return null
  return (
    <section>
      <h3>
        {words.otherConversations(lang)} {others.length > 0 && <span>{others.length}</span>}
      </h3>
      {others.length === 0 && <p class="note">{words.noOthers(lang)}</p>}
      <ul class="rows">
        {others.map(({ room, lastLine, lastAt, ...other }) => (
          <li key={room}>
            <a
              href={deskPath(lang, { room, queue: roster.queue.value })}
              onClick={event => {
                if (!isPlain(event)) return
                event.preventDefault()
                desk.go({ room })
              }}
            >
              {desk.aboutOf(other)} · {lastLine || words.sentCard(lang)}
            </a>
            <span>{monthDay(lang, new Date(lastAt), desk.awake.value ? undefined : desk.view.timeZone)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
