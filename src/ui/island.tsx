import type { ComponentChildren, ComponentType } from 'preact'
import { h, hydrate } from 'preact'
import { Json } from './json.tsx'

/** Props of an island travel in the page as JSON, so they are public: give views, never rows. */
export type IslandProps = Record<string, unknown>

/**
 * Marks a part of the page that wakes up in the browser: `children` is the same component with the same props. These
 * stand beside it, for as an attribute each of their quotes would be written with six characters.
 */
export function Island({ name, props, children }: { name: string; props: IslandProps; children: ComponentChildren }) {
  return (
    <>
      <div class="island" data-island={name}>
        {children}
      </div>
      <Json type="application/json" of={props} />
    </>
  )
}

/** How each island of a page is loaded, by its name; `load` gives a component that takes the island's props. */
export type Islands = Record<string, () => Promise<ComponentType<IslandProps>>>

/** An island's component as `wakeIslands` takes it: its props were made by the server from the same component. */
export function island<Props>(component: ComponentType<Props>): ComponentType<IslandProps> {
  return component as ComponentType<unknown> as ComponentType<IslandProps>
}

/** Wakes every island of the page. One that fails stays as the server rendered it, and the others go on. */
export async function wakeIslands(islands: Islands): Promise<void> {
  const places = [...document.querySelectorAll<HTMLElement>('[data-island]')]
  await Promise.allSettled(
    places.map(async place => {
      const component = await islands[place.dataset.island ?? '']?.()
      if (component !== undefined)
        hydrate(h(component, JSON.parse(place.nextElementSibling?.textContent ?? '{}')), place)
    }),
  )
}
