import { useEffect, useState } from 'preact/hooks'

/** A part of the page's code that is fetched when it is wanted first; null until it is there. */
export function useLoaded<Module>(wanted: boolean, load: () => Promise<Module>): Module | null {
  const [module, setModule] = useState<Module | null>(null)
  useEffect(() => {
    if (!wanted || module !== null) return
    load()
      .then(loaded => setModule(() => loaded))
      .catch(() => {})
  }, [wanted])
  return module
}
