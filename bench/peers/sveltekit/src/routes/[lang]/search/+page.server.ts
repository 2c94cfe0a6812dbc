import { error } from '@sveltejs/kit'
import { listFor } from '../../../../../page/lists.ts'

export const load = ({ params }) => {
  const list = listFor({ lang: params.lang, of: 'search' })
  if (list === null) error(404)
  return { list }
}
