import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { page as pageWords, pick, desk as words } from '#language'
import { closeIcon, Icon, Price } from '#ui'
import { isComposing } from '../keys.ts'
import { type Goods, goodsAnswer } from '../views.ts'
import { fetchJson } from './fetching.ts'
import type { Desk } from './state.ts'

/** How long the search waits for the next letter. */
const restMs = 150

/** Finds a product to show in the conversation: arrows choose, Enter sends, Escape leaves. */
export function Picker({ desk }: { desk: Desk }) {
  const { lang } = desk
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const { goods, failed } = useGoods(query)
  useEffect(() => {
    dialog.current?.showModal()
    field.current?.focus()
  }, [])
  useEffect(() => setAt(0), [goods])
  useEffect(() => document.getElementById(`goods-${at}`)?.scrollIntoView({ block: 'nearest' }), [at])

  function send(one: Goods | undefined): void {
    if (one === undefined) return
    desk.shelf.add([one])
    desk.thread.value?.conversation.value?.say({ kind: 'card', productId: one.id })
    dialog.current?.close()
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event)) return
    const last = (goods?.length ?? 0) - 1
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, last))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') send(goods?.[at])
    else return
    event.preventDefault()
  }

  return (
    <dialog
      class="sheet picker"
      ref={dialog}
      aria-labelledby="picker-title"
      onClose={() => {
        desk.picking.value = false
      }}
    >
      <header>
        <div>
          <h2 id="picker-title">{words.pickProduct(lang)}</h2>
          <p class="note">{words.pickHint(lang)}</p>
        </div>
        <button class="tool" type="button" aria-label={pageWords.close(lang)} onClick={() => dialog.current?.close()}>
          <Icon of={closeIcon} />
        </button>
      </header>
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
        onKeyDown={onKeyDown}
      />
      <div id="goods" class="choices-list" role="listbox" aria-label={words.pickProduct(lang)}>
        {goods?.map((one, i) => (
          <Choice key={one.id} desk={desk} goods={one} id={`goods-${i}`} selected={i === at} send={send} />
        ))}
      </div>
      <p class="note" role="status">
        {failed ? words.notFetched(lang) : goods?.length === 0 ? words.noSuchGoods(lang) : ''}
      </p>
    </dialog>
  )
}

function Choice({
  desk,
  goods,
  id,
  selected,
  send,
}: {
  desk: Desk
  goods: Goods
  id: string
  selected: boolean
  send(goods: Goods): void
}) {
  const { lang } = desk
  const { picture } = goods
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that owns the list takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the option
    <div class="pick" id={id} role="option" aria-selected={selected} onClick={() => send(goods)}>
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
