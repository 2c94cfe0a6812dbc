import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Conversation } from '#chat/client'
import { largestFile, mostFiles } from '#chat/protocol'
import { type Lang, talk as words } from '#language'
import { openPicks, type Picks, type ShownFile } from '#ui'
import { fileAddress } from './reader.ts'

interface PickingOptions {
  lang: Lang
  conversation: Conversation | null
  /** The log, in whose panel the form is. */
  log: RefObject<HTMLElement | null>
  tell(text: string): void
}

/**
 * The files that are chosen for the next message. `takeFiles` gives them when they are there; null while one is on its
 * way, and then the form is sent once more when it has come.
 */
export function usePicking({ lang, conversation, log, tell }: PickingOptions): {
  picks: Picks
  takeFiles(): ShownFile[] | null
} {
  const picks = useMemo(() => {
    const address = async (id: string) => fileAddress(await roomOf(conversation))(id)
    return openPicks({ lang, most: mostFiles, largestBytes: largestFile, address })
  }, [conversation])
  useEffect(() => () => picks.close(), [picks])

  const sendsLater = useRef(false)
  const isReady = picks.ready() !== null
  useEffect(() => {
    if (!isReady || !sendsLater.current) return
    sendsLater.current = false
    log.current?.parentElement?.querySelector<HTMLFormElement>('form.composer')?.requestSubmit()
  }, [isReady])

  return {
    picks,
    takeFiles() {
      const files = picks.ready()
      if (files !== null) return files
      sendsLater.current = picks.picks.peek().every(({ problem }) => problem === null)
      if (sendsLater.current) tell(words.sendsWhenReady(lang))
      return null
    },
  }
}

/** How long making a room may take. */
const patienceMs = 15_000

/** The room of a conversation, made now where nothing was asked yet. Fails where it cannot be made. */
function roomOf(conversation: Conversation | null): Promise<string> {
  return new Promise((resolve, reject) => {
    if (conversation === null) {
      reject(new Error(''))
      return
    }
    const late = setTimeout(() => end(() => reject(new Error(''))), patienceMs)
    const stop = conversation.room.subscribe(room => room !== null && end(() => resolve(room)))
    function end(settle: () => void): void {
      clearTimeout(late)
      queueMicrotask(() => stop())
      settle()
    }
    conversation.enter()
  })
}
