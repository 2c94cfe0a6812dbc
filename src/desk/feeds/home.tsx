import { clockTime, type Lang, monthDay, feeds as words } from '#language'
import { type FeedView, type OfficeCategory, type RunView, usualOptions } from '#shop'
import { officePath } from '../office/door.ts'
import { Empty } from '../office/parts/empty.tsx'
import { Pager } from '../office/parts/pager.tsx'
import { Table } from '../office/parts/table.tsx'
import { FilePart, uploadPath } from './file-part.tsx'
import { OptionsPart } from './options-part.tsx'
import { RunState } from './state.tsx'
import { reasonSentence, summaryOf } from './words.ts'

interface HomeProps {
  lang: Lang
  origin: string
  feeds: readonly FeedView[]
  runs: readonly RunView[]
  categories: readonly OfficeCategory[]
  first: string | null
  next: string | null
}

/** Where files are taken in and out, and the feeds that are read by themselves. */
export function FeedsHome({ lang, origin, feeds, runs, categories, first, next }: HomeProps) {
  return (
    <>
      <form class="office-form" method="post" enctype="multipart/form-data" action={uploadPath(lang)} data-upload>
        <section class="office-part" aria-labelledby="file-in">
          <h2 id="file-in">{words.fileIn(lang)}</h2>
          <p class="quiet">{words.fileInLead(lang)}</p>
          <FilePart lang={lang} />
          <OptionsPart lang={lang} typed={usualOptions} categories={categories} />
          <div class="acts">
            <button class="button primary" type="submit">
              {words.readIt(lang)}
            </button>
          </div>
        </section>
      </form>
      <section class="office-part" aria-labelledby="feeds">
        <h2 id="feeds">{words.atAddress(lang)}</h2>
        <Feeds lang={lang} feeds={feeds} />
      </section>
      <section class="office-part" aria-labelledby="files-out">
        <h2 id="files-out">{words.filesOut(lang)}</h2>
        <p>
          <a class="link" href={officePath(lang, '/feeds/out/own.csv')} download>
            {words.ownCsv(lang)}
          </a>{' '}
          <span class="note">{words.ownCsvHint(lang)}</span>
        </p>
        <p>
          <a class="link" href={officePath(lang, '/feeds/out/shopify.csv')} download>
            {words.shopifyCsv(lang)}
          </a>
        </p>
        <p class="note">{words.merchant(lang)}</p>
        <p>
          <code>{`${origin}/feeds/google.xml?lang=${lang}`}</code>
          <br />
          <code>{`${origin}/feeds/google.tsv?lang=${lang}`}</code>
        </p>
      </section>
      <section class="office-part" aria-labelledby="runs">
        <h2 id="runs">{words.runs(lang)}</h2>
        {runs.length === 0 ? <p class="quiet">{words.noRuns(lang)}</p> : <Runs lang={lang} runs={runs} />}
        <Pager lang={lang} first={first} next={next} />
      </section>
    </>
  )
}

function Feeds({ lang, feeds }: { lang: Lang; feeds: readonly FeedView[] }) {
  const link = (
    <a class="button" href={officePath(lang, '/feeds/new')}>
      {words.newFeed(lang)}
    </a>
  )
  if (feeds.length === 0) {
    return (
      <Empty title={words.noFeeds(lang)} lead={words.noFeedsLead(lang)}>
        {link}
      </Empty>
    )
  }
  return (
    <>
      <Table
        label={words.atAddress(lang)}
        columns={[
          { head: words.feedName(lang) },
          { head: words.productsHead(lang), number: true },
          { head: words.askedHead(lang) },
          { head: words.stateHead(lang) },
        ]}
      >
        {feeds.map(feed => (
          <tr key={feed.id}>
            <th scope="row">
              <a href={officePath(lang, `/feeds/${feed.id}`)}>{feed.name}</a>
            </th>
            <td class="num" data-head={words.productsHead(lang)}>
              {feed.products}
            </td>
            <td data-head={words.askedHead(lang)}>
              {feed.askedAt ? <When lang={lang} at={feed.askedAt} /> : words.never(lang)}
            </td>
            <td data-head={words.stateHead(lang)}>
              <FeedState lang={lang} feed={feed} />
            </td>
          </tr>
        ))}
      </Table>
      <div class="acts">{link}</div>
    </>
  )
}

/** Whether a feed goes well, and why not. */
export function FeedState({ lang, feed }: { lang: Lang; feed: FeedView }) {
  if (feed.failure !== null) {
    const why = reasonSentence(lang, feed.failure)
    return <span class="word bad">{words.failing(lang, { n: feed.failures, why })}</span>
  }
  return feed.isOn ? <span class="badge good">{words.well(lang)}</span> : <span class="badge">{words.off(lang)}</span>
}

function Runs({ lang, runs }: { lang: Lang; runs: readonly RunView[] }) {
  return (
    <Table
      label={words.runs(lang)}
      columns={[
        { head: words.runHead(lang) },
        { head: words.whatHead(lang) },
        { head: words.stateHead(lang) },
        { head: words.byHead(lang) },
        { head: words.whenHead(lang), number: true },
      ]}
    >
      {runs.map(run => (
        <tr key={run.id}>
          <th scope="row">
            <a href={officePath(lang, `/feeds/runs/${run.id}`)}>{run.name}</a>
          </th>
          <td data-head={words.whatHead(lang)}>{summaryOf(lang, run.counts)}</td>
          <td data-head={words.stateHead(lang)}>
            <RunState lang={lang} run={run} />
          </td>
          <td data-head={words.byHead(lang)}>{run.byName}</td>
          <td class="num" data-head={words.whenHead(lang)}>
            <When lang={lang} at={run.at} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

function When({ lang, at }: { lang: Lang; at: Date }) {
  return (
    <time datetime={at.toISOString()} data-local="moment">
      {monthDay(lang, at)} {clockTime(lang, at)}
    </time>
  )
}
