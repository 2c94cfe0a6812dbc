import { type Lang, orders, account as words } from '#language'

/** What is kept of a member, and why. */
export function Kept({ lang }: { lang: Lang }) {
  return (
    <div class="kept-list">
      <ul>
        <li>{words.keptAccount(lang)}</li>
        <li>{words.keptName(lang)}</li>
        <li>{words.keptTalks(lang)}</li>
        <li>{orders.keptOrders(lang)}</li>
        <li>{words.keptDevices(lang)}</li>
      </ul>
      <p>{words.keptNoMore(lang)}</p>
    </div>
  )
}
