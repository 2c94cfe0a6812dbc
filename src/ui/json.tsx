/** JSON inside a page, which no browser runs. It cannot end its own element: `<` is written as an escape. */
export function Json({ type, of }: { type: 'application/json' | 'application/ld+json'; of: object }) {
  const json = JSON.stringify(of).replaceAll('<', '\\u003c')
  return <script type={type} dangerouslySetInnerHTML={{ __html: json }} />
}
