import { untracked } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { desk as words } from '#language'
import type { DeskView } from '../views.ts'
import { listenForKeys } from './commands.ts'
import { Foot } from './foot.tsx'
import { KeySheet } from './key-sheet.tsx'
import { Known } from './known.tsx'
import { Picker } from './picker.tsx'
import { Queues } from './queues.tsx'
import { openDesk } from './state.ts'
import { Thread } from './thread.tsx'
import { Waiting } from './waiting.tsx'

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
      {desk.picking.value && <Picker desk={desk} />}
      {desk.helping.value && <KeySheet desk={desk} />}
    </div>
  )
}
