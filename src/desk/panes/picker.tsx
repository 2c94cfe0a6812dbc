import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { pick, desk as words } from '#language'
import { Price } from '#ui'
import { isComposing } from '../keys.ts'
import { type Goods, goodsAnswer, roomAnswer } from '../views.ts'
import { fetchJson, send } from './fetching.ts'
import { SheetFrame } from './sheet.tsx'
import type { Desk } from './state.ts'

/** How long the search waits for the next letter. */
const restMs = 150

/**
 * Finds a product to show in the conversation, or whose crowded room to open: arrows choose, Enter takes it, Escape
 * leaves.
 */
export function Picker({ desk, to }: { desk: Desk; to: 'show' | 'room' }) {
  const { lang } = desk
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const { goods, failed } = useGoods(query)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => setAt(0), [goods])
  useEffect(() => document.getElementById(`goods-${at}`)?.scrollIntoView({ block: 'nearest' }), [at])

  function take(one: Goods | undefined, close: () => void): void {
    if (one === undefined) return
    desk.shelf.add([one])
    if (to === 'show') desk.thread.value?.conversation.value?.say({ kind: 'card', productId: one.id })
    else void openRoom(desk, one.id)
    close()
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLInputElement>, close: () => void): void {
    if (isComposing(event)) return
    const last = (goods?.length ?? 0) - 1
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, last))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') take(goods?.[at], close)
    else return
    event.preventDefault()
  }

  const title = to === 'show' ? words.pickProduct(lang) : words.openRoom(lang)
  const hint = to === 'show' ? words.pickHint(lang) : words.openRoomHint(lang)
  return (
    <SheetFrame desk={desk} name="picker" title={title} hint={hint}>
      {close => (
        <>
          <input
            class="input"
            ref={field}
            type="text"
            role="combobox"
            aria-label={words.pickPlaceholder(lang)}
            aria-expanded="true"
            aria-controls="goods"
            aria-activedescendant={goods?.length ? `goods-${at}` : undefined}
            placeholder={words.pickPlaceholder(lang)}
            maxLength={100}
            autocomplete="off"
            value={query}
            onInput={event => setQuery(event.currentTarget.value)}
            onKeyDown={event => onKeyDown(event, close)}
          />
          <div id="goods" class="choices-list" role="listbox" aria-label={title}>
            {goods?.map((one, i) => (
              <Choice
                key={one.id}
                desk={desk}
                goods={one}
                id={`goods-${i}`}
                selected={i === at}
                take={() => take(one, close)}
              />
            ))}
          </div>
          <p class="note" role="status">
            {failed ? words.notFetched(lang) : goods?.length === 0 ? words.noSuchGoods(lang) : ''}
          </p>
        </>
      )}
    </SheetFrame>
  )
}

/** Goes to a product's crowded room, which is made when there is none yet. */
async function openRoom(desk: Desk, productId: string): Promise<void> {
  try {
    const url = `/api/stages?as=operator&lang=${desk.lang}`
    const { room } = await send(roomAnswer, url, { method: 'POST', body: { productId } })
    desk.go({ room, queue: 'rooms' })
  } catch (thrown) {
    desk.told.value = (thrown instanceof Error && thrown.message) || words.notFetched(desk.lang)
  }
}

function Choice({
  desk,
  goods,
  id,
  selected,
  take,
}: {
  desk: Desk
  goods: Goods
  id: string
  selected: boolean
  take(): void
}) {
  const { lang } = desk
  const { picture } = goods
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that owns the list takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the option
    <div class="pick" id={id} role="option" aria-selected={selected} onClick={take}>
      {picture && <img src={picture.src} srcset={picture.srcset} sizes="48px" alt="" width={48} height={48} />}
      <span>{pick(lang, goods.name)}</span>
      <span class="at-end">
        <Price lang={lang} value={goods.price} {...(goods.priceFrom && { from: words.from(lang) })} />
        {goods.inStock === 0 && <span class="badge">{words.soldOut(lang)}</span>}
      </span>
    </div>
  )
}

/** The products for a search, or the newest without one; null until the first are there. */
function useGoods(query: string): { goods: Goods[] | null; failed: boolean } {
  const [goods, setGoods] = useState<Goods[] | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(
      () => {
        fetchJson(goodsAnswer, `/api/desk/goods?q=${encodeURIComponent(query.trim())}`, stop.signal)
          .then(answer => {
            setGoods(answer.goods)
            setFailed(false)
          })
          .catch(() => !stop.signal.aborted && setFailed(true))
      },
      query === '' ? 0 : restMs,
    )
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [query])
  return { goods, failed }
}
