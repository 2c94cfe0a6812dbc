import { Island } from '#ui'
import { DeskPage } from '../panes/desk.tsx'
import type { DeskView } from '../views.ts'

/** The desk as the server sends it: the page that wakes up in the browser, and what it is made of. */
export function DeskDocument({ view }: { view: DeskView }) {
  return (
    <Island name="Desk" props={{ view }}>
      <DeskPage view={view} />
    </Island>
  )
}
