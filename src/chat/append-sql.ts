/*
 * The rooms' rows are locked, in one order for all, so `seq` has no gap and no double whoever else appends, and
 * nobody waits for each other in a circle. What was said before under the same cid is found, not said again. A cid that
 * is twice in one batch is one entry. What the entries make of the room's row is the same however they fall into batches.
 * What the server fills in by itself need not be the same at a second try.
 */
export const appendSql = `
with incoming as (
  select n, room_id, author_id, author, author_role, author_name, cid, body::jsonb as body, at, line, wait, state, change::jsonb as change
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[])
    with ordinality as i(room_id, author_id, author, author_role, author_name, cid, body, at, line, wait, state, change, n)
), known as (
  select e.room_id, e.author, e.cid, e.seq, e.at, e.author_name, e.body, false as fresh
  from incoming i join chat.entry e using (room_id, author, cid)
), firsts as (
  select distinct on (room_id, author, cid) *
  from incoming i
  where not exists (select from known k where (k.room_id, k.author, k.cid) = (i.room_id, i.author, i.cid))
  order by room_id, author, cid, n
), placed as (
  select *, row_number() over (partition by room_id order by n) as place,
    max(n) filter (where wait = 'stop') over (partition by room_id) as stop_n
  from firsts
), folded as (
  select room_id, count(*)::int as added, max(at) filter (where line is not null or state is not null) as at,
    (array_agg(line order by n desc) filter (where line is not null))[1] as line,
    (array_agg(state order by n desc) filter (where state is not null))[1] as state,
    bool_or(wait = 'stop') is true as stopped,
    (array_agg(at order by n) filter (where wait = 'start' and n > coalesce(stop_n, 0)))[1] as started,
    (array_agg(change order by n desc) filter (where change ? 'assignee_id'))[1] as assigned,
    (array_agg(change order by n desc) filter (where change ? 'pinned_seq'))[1] as pinned,
    (array_agg(change order by n desc) filter (where change ? 'rules'))[1] as ruled,
    (array_agg(change order by n desc) filter (where change ? 'is_open'))[1] as opened
  from placed group by room_id
), locked as (
  select id from chat.room where id in (select room_id from folded) order by id for no key update
), bumped as (
  update chat.room r set
    last_seq = r.last_seq + f.added,
    last_at = greatest(r.last_at, f.at),
    last_line = coalesce(f.line, r.last_line),
    state = coalesce(f.state, r.state),
    waiting_since = case when f.stopped then f.started else coalesce(r.waiting_since, f.started) end,
    assignee_id = case when f.assigned is null then r.assignee_id else (f.assigned ->> 'assignee_id')::uuid end,
    assignee_name = case when f.assigned is null then r.assignee_name else f.assigned ->> 'assignee_name' end,
    pinned_seq = case when f.pinned is null then r.pinned_seq else (f.pinned ->> 'pinned_seq')::int end,
    rules = coalesce(f.ruled -> 'rules', r.rules),
    is_open = coalesce((f.opened ->> 'is_open')::boolean, r.is_open)
  from folded f join locked l on l.id = f.room_id where r.id = f.room_id
  returning r.id, r.last_seq - f.added as base
), inserted as (
  insert into chat.entry (room_id, seq, at, author_id, author, author_role, author_name, cid, body)
  select p.room_id, b.base + p.place, p.at, p.author_id, p.author, p.author_role, p.author_name, p.cid, p.body
  from placed p join bumped b on b.id = p.room_id
  returning room_id, author, cid, seq, at, author_name, body
)
select i.n::int, o.seq, o.at, o.author_name as name, o.fresh,
  o.body = i.body or (o.body ->> 'kind' in ('show', 'assign') and (o.body ->> 'kind', o.body ->> 'of', o.body ->> 'to') is not distinct from (i.body ->> 'kind', i.body ->> 'of', i.body ->> 'to')) as same
from incoming i
join (select *, true as fresh from inserted union all select room_id, author, cid, seq, at, author_name, body, fresh from known) o
  using (room_id, author, cid)
order by i.room_id, o.seq, i.n`
