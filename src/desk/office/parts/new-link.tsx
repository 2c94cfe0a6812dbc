/** The way to a new one, beside the title of those there are or where there are none yet. */
export function NewLink({ href, text }: { href: string; text: string }) {
  return (
    <a class="button primary" href={href}>
      {text}
    </a>
  )
}
