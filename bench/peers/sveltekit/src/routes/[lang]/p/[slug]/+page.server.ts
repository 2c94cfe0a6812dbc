import { error } from '@sveltejs/kit'
import { pageFor } from '../../../../../../page/view.ts'

export const load = ({ params, cookies }) => {
  const view = pageFor({ lang: params.lang, slug: params.slug, guest: cookies.get('doumi_guest') ?? '' })
  if (view === null) error(404)
  return view
}
