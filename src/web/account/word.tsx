/** What was refused, or what was done: one sentence above a form. */
export function Word({ refused, done }: { refused?: string | null; done?: string | null }) {
  if (refused) {
    return (
      <p class="word bad" role="alert">
        {refused}
      </p>
    )
  }
  return done ? (
    <p class="word good" role="status">
      {done}
    </p>
  ) : null
}
