import type { Say } from './append.ts'

/** A parameterised statement; its name is that under which a connection keeps it prepared. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
}

/**
 * The statements that follow those entries of a batch which change earlier ones, in the same transaction; none where no
 * entry does. They work out `shown` of the entries concerned from all the log says of them, so that it does not matter
 * in which batches the changes came.
 */
export function amendments(says: Say[]): Statement[] {
  const statements: Statement[] = []
  const changing = says.flatMap(({ roomId, body }) =>
    body.kind === 'edit' || body.kind === 'delete' || body.kind === 'hide' || body.kind === 'show'
      ? [{ roomId, of: body.of }]
      : [],
  )
  if (changing.length > 0) {
    const values = [changing.map(change => change.roomId), changing.map(change => change.of)]
    statements.push({ name: 'chat.amend', text: amendSql, values })
    statements.push({ name: 'chat.reline', text: relineSql, values: [[...new Set(changing.map(one => one.roomId))]] })
  }
  const removing = says.filter(say => say.removes !== undefined)
  if (removing.length > 0) {
    const values = [
      removing.map(say => say.roomId),
      removing.map(say => say.author),
      removing.map(say => say.cid),
      removing.map(say => say.removes),
    ]
    statements.push({ name: 'chat.remove', text: removeSql, values })
  }
  return statements
}

/*
 * What was deleted stays so; else what was hidden last is hidden; else the newest words count. Words that count no more
 * are taken out of the entries that brought them, but what brings an entry back into sight brings its newest words:
 * whoever saw it hidden has nothing else to learn them from. `amend` of the client's fold is the same, entry by entry.
 */
const amendSql = `
with target as (
  select distinct room_id, seq from unnest($1::uuid[], $2::int[]) as t(room_id, seq)
), change as (
  select t.room_id, t.seq as target_seq, e.seq, e.body, e.body ->> 'kind' as kind
  from target t
  join chat.entry e on e.room_id = t.room_id and e.body ->> 'of' is not null and (e.body ->> 'of')::int = t.seq
  where e.body ->> 'kind' in ('edit', 'delete', 'hide', 'show')
), fate as (
  select room_id, target_seq, bool_or(kind = 'delete') as deleted,
    (array_agg(kind order by seq desc) filter (where kind in ('hide', 'show')))[1] is not distinct from 'hide' as hidden,
    max(seq) filter (where kind in ('edit', 'show')) as words_seq
  from change group by room_id, target_seq
), outcome as (
  select f.*, case
    when f.deleted or f.hidden then jsonb_build_object(
      'kind', 'gone', 'was', t.body ->> 'kind', 'by', case when f.deleted then 'author' else 'staff' end)
    when w.kind = 'show' then w.body -> 'body'
    when w.kind = 'edit' then t.body || jsonb_build_object('text', w.body ->> 'text', 'edited', true)
  end as shown
  from fate f
  join chat.entry t on t.room_id = f.room_id and t.seq = f.target_seq
  left join change w on w.room_id = f.room_id and w.seq = f.words_seq
), amended as (
  update chat.entry t set shown = o.shown from outcome o where t.room_id = o.room_id and t.seq = o.target_seq
), quieted as (
  update chat.entry e set shown = case
    when c.kind = 'show' and not o.deleted and not o.hidden
      then jsonb_build_object('kind', 'show', 'of', c.target_seq, 'body', o.shown)
    else jsonb_build_object('kind', 'gone', 'was', c.kind, 'by', 'author')
  end
  from change c join outcome o using (room_id, target_seq)
  where e.room_id = c.room_id and e.seq = c.seq and c.kind in ('edit', 'show')
    and (o.deleted or o.hidden or c.seq <> o.words_seq)
)
select`

/* What the lists show of a conversation must not outlive the words themselves. */
const relineSql = `
update chat.room r set last_line = coalesce((
  select left(coalesce(e.shown, e.body) ->> 'text', 200)
  from chat.entry e
  where e.room_id = r.id and coalesce(e.shown, e.body) ->> 'kind' in ('text', 'card')
  order by e.seq desc limit 1
), '')
where r.id = any($1::uuid[])`

const removeSql = `
insert into chat.participant as p (room_id, person_id, role, removed_by_seq)
select distinct on (i.room_id, i.person_id) i.room_id, i.person_id, 'shopper',
  case when (e.body ->> 'removed')::boolean then e.seq end
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) as i(room_id, author, cid, person_id)
join chat.entry e on e.room_id = i.room_id and e.author = i.author and e.cid = i.cid
order by i.room_id, i.person_id, e.seq desc
on conflict (room_id, person_id) do update set removed_by_seq = excluded.removed_by_seq`
