import { untracked } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { desk as words } from '#language'
import type { DeskView } from '../views.ts'
import { listenForKeys } from './commands.ts'
import { Foot } from './foot.tsx'
import { HistorySheet } from './history-sheet.tsx'
import { KeySheet } from './key-sheet.tsx'
import { Known } from './known.tsx'
import { OfferSheet } from './offer-sheet.tsx'
import { Picker } from './picker.tsx'
import { Queues } from './queues.tsx'
import { RulesSheet } from './rules-sheet.tsx'
import { type Desk, openDesk } from './state.ts'
import { Thread } from './thread.tsx'
import { Waiting } from './waiting.tsx'

/** How long something that was done stands over the page. */
const toldMs = 6000

/** The operator's page: sets of conversations, the list, the chosen conversation, and what is known beside it. */
export function DeskPage({ view }: { view: DeskView }) {
  const desk = useMemo(() => untracked(() => openDesk(view)), [])
  useEffect(() => desk.start(), [])
  useEffect(() => listenForKeys(desk), [])
  return (
    <div class="room" data-pane={desk.chosen.value === null ? 'list' : 'thread'}>
      <a class="skip" href="#conversation">
        {words.conversation(desk.lang)}
      </a>
      <main class="desk">
        <h1 class="aside">{words.desk(desk.lang)}</h1>
        <Queues desk={desk} />
        <Waiting desk={desk} />
        <Thread desk={desk} />
        <Known desk={desk} />
      </main>
      <Foot desk={desk} />
      <p class="aside" role="status">
        {desk.announced}
      </p>
      <Told desk={desk} />
      <Sheets desk={desk} />
    </div>
  )
}

function Sheets({ desk }: { desk: Desk }) {
  const sheet = desk.sheet.value
  const thread = desk.thread.value
  if (sheet === null) return null
  if (sheet.kind === 'keys') return <KeySheet desk={desk} />
  if (sheet.kind === 'goods') return <Picker desk={desk} to={sheet.to} />
  if (thread === undefined) return null
  if (sheet.kind === 'offer') return <OfferSheet desk={desk} thread={thread} start={sheet.start} />
  return sheet.kind === 'rules' ? (
    <RulesSheet desk={desk} thread={thread} />
  ) : (
    <HistorySheet desk={desk} thread={thread} seq={sheet.seq} />
  )
}

/** What was done or went wrong, for some seconds. */
function Told({ desk: { told } }: { desk: Desk }) {
  const text = told.value
  useEffect(() => {
    if (text === '') return
    const timer = setTimeout(() => {
      told.value = ''
    }, toldMs)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div class="told" role="status">
      {text !== '' && <p class="toast">{text}</p>}
    </div>
  )
}
