import { type Lang, office, officeProducts as words } from '#language'

/** The question before many products are deleted. */
export function DeleteMany({ lang, ids, action }: { lang: Lang; ids: readonly string[] | 'all'; action: string }) {
  return (
    <form class="office-form" method="post" action={action}>
      <p>{words.deleteLead(lang)}</p>
      <input type="hidden" name="act" value="delete" />
      <input type="hidden" name="sure" value="on" />
      {ids === 'all' ? (
        <input type="hidden" name="all" value="on" />
      ) : (
        ids.map(id => <input key={id} type="hidden" name="ids" value={id} />)
      )}
      <p class="acts-line">
        <a class="button" href={action}>
          {office.leaveIt(lang)}
        </a>
        <button class="button danger" type="submit">
          {words.doDelete(lang)}
        </button>
      </p>
    </form>
  )
}
