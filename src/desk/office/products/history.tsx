import { clockTime, type Lang, monthDay, officeProducts as words } from '#language'
import type { ProductAct, ProductChange } from '#shop'
import { officePath } from '../door.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Empty } from '../parts/empty.tsx'
import { Pager } from '../parts/pager.tsx'
import { differences } from './difference.ts'
import { Differences } from './differences.tsx'

export interface HistoryProps {
  lang: Lang
  currency: string
  id: string
  version: string
  changes: ProductChange[]
  after: string | null
  next: string | null
}

const acts: Record<ProductAct, (lang: Lang) => string> = {
  made: words.actMade,
  written: words.actWritten,
  restored: words.actRestored,
  published: words.actPublished,
  unpublished: words.actUnpublished,
  moved: words.actMoved,
  priced: words.actPriced,
  on_sale: words.actOnSale,
  off_sale: words.actOffSale,
  counted: words.actCounted,
  deleted: words.actDeleted,
}

/** What was done to a product, by whom and when, field by field; any of its forms can be brought back. */
export function ProductHistory({ lang, currency, id, version, changes, after, next }: HistoryProps) {
  if (changes.length === 0) return <Empty title={words.noHistory(lang)} lead={words.noHistoryLead(lang)} />
  const own = officePath(lang, `/products/${id}/history`)
  return (
    <>
      <ol class="office-history">
        {changes.map(change => (
          <li key={change.id}>
            <header>
              <div>
                <h2>{acts[change.act](lang)}</h2>
                <p class="quiet">
                  {whoOf(lang, change)},{' '}
                  <time datetime={change.at.toISOString()} data-local="moment">
                    {`${monthDay(lang, change.at)} ${clockTime(lang, change.at)}`}
                  </time>
                </p>
              </div>
              <div class="acts">
                {change.before && <Restore lang={lang} own={own} version={version} change={change} side="before" />}
                {change.after && <Restore lang={lang} own={own} version={version} change={change} side="after" />}
              </div>
            </header>
            {change.before !== null && change.after !== null && (
              <Differences
                lang={lang}
                label={acts[change.act](lang)}
                heads={[words.before(lang), words.after(lang)]}
                rows={differences(change.before, change.after, { lang, currency })}
              />
            )}
          </li>
        ))}
      </ol>
      <Pager lang={lang} first={after === null ? null : own} next={next === null ? null : `${own}?after=${next}`} />
    </>
  )
}

/** Who changed it: somebody by hand or by a file, a feed, or the clock. */
function whoOf(lang: Lang, { via, byName: name }: ProductChange): string {
  if (via === 'feed') return words.byFeed(lang, { name })
  if (via === 'file') return words.byFile(lang, { name })
  return via === 'clock' ? words.byClock(lang) : name
}

interface RestoreProps {
  lang: Lang
  own: string
  version: string
  change: ProductChange
  side: 'before' | 'after'
}

function Restore({ lang, own, version, change, side }: RestoreProps) {
  return (
    <Confirm
      lang={lang}
      id={`${side}-${change.id}`}
      open={side === 'before' ? words.restoreBefore(lang) : words.restoreAfter(lang)}
      title={words.restoreTitle(lang)}
      lead={words.restoreLead(lang)}
      go={words.restoreGo(lang)}
      action={own}
      fields={{ change: change.id, side, version }}
    />
  )
}
