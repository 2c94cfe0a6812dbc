import type { ComponentChildren } from 'preact'

/** Where there is nothing yet: what would be here, and the way to the first one. */
export function Empty({ title, lead, children }: { title: string; lead: string; children?: ComponentChildren }) {
  return (
    <div class="office-empty">
      <h2>{title}</h2>
      <p class="quiet">{lead}</p>
      {children}
    </div>
  )
}
