import { useEffect, useState } from 'preact/hooks'
import type { Line } from '#chat/client'
import type { Lang } from '#language'
import { type CardView, fetchCards } from './card-view.ts'
import type { Cards } from './reader.ts'

interface UsedCards {
  cards: { all: Cards; size: number }
  /** The card that is open. */
  card: CardView | null
  /** Opens a card, or closes it; false for one that is not there. */
  showCard(id: string | null): boolean
}

/** The products that a log's cards name: those that came with the page, and the others as they are needed. */
export function useCards(lang: Lang, start: CardView[], lines: readonly Line[]): UsedCards {
  const [all, setAll] = useState<Cards>(() => byId(start))
  const [card, setCard] = useState<CardView | null>(null)

  useEffect(() => {
    const named = lines.flatMap(({ entry: { body } }) => (body.kind === 'card' ? [body.productId] : []))
    const missing = [...new Set(named)].filter(id => all[id] === undefined)
    if (missing.length === 0) return
    fetchCards(lang, missing.slice(-mostCards))
      .then(fetched => fetched.length > 0 && setAll(before => ({ ...before, ...byId(fetched) })))
      .catch(() => {})
  }, [lines.length])

  return {
    cards: { all, size: Object.keys(all).length },
    card,
    showCard(id) {
      const found = id === null ? null : (all[id] ?? null)
      setCard(found)
      return id === null || found !== null
    },
  }
}

/** Cards that are asked for at once. */
const mostCards = 50

function byId(cards: CardView[]): Cards {
  return Object.fromEntries(cards.map(card => [card.id, card]))
}
