import { type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { type ListFixture, listFor } from '../../page/lists.ts'
import { List, listMeta } from './list.tsx'

export function loader({ params }: LoaderFunctionArgs): ListFixture {
  const list = listFor({ lang: params.lang, of: 'search' })
  if (list === null) throw new Response(null, { status: 404 })
  return list
}

export const meta = ({ loaderData }: { loaderData?: ListFixture }) => (loaderData ? listMeta(loaderData) : [])

export default function Page() {
  return <List list={useLoaderData<typeof loader>()} />
}
