import { desk, deskPages as words } from '#language'
import { closeIcon, Field, Icon, Word } from '#ui'
import { type Around, Inside } from './frame.tsx'

export interface WordsProps {
  around: Around
  banned: string[]
  /** A word that was refused, to be put right. */
  typed: string
  refused: string | undefined
  done: string | undefined
}

/** The banned words, and the forms that add and delete one. */
export function WordsPage({ around, banned, typed, refused, done }: WordsProps) {
  const { lang } = around
  const action = `/${lang}/desk/words`
  return (
    <Inside around={around} title={desk.bannedWords(lang)}>
      <p class="quiet">{words.bannedLead(lang)}</p>
      <Word {...{ refused: refused ?? null, done: done ?? null }} />
      <form class="add-word" method="post" action={action}>
        <input type="hidden" name="act" value="add" />
        <Field
          id="word"
          label={words.addWord(lang)}
          name="word"
          autocomplete="off"
          required
          maxLength={60}
          value={typed}
        />
        <button class="button primary" type="submit">
          {words.add(lang)}
        </button>
      </form>
      {banned.length === 0 ? (
        <p class="quiet">{words.noWords(lang)}</p>
      ) : (
        <ul class="banned" aria-label={desk.bannedWords(lang)}>
          {banned.map(word => (
            <li key={word}>
              {word}
              <form method="post" action={action}>
                <input type="hidden" name="act" value="delete" />
                <input type="hidden" name="word" value={word} />
                <button class="tool" type="submit" aria-label={words.deleteWord(lang, { word })}>
                  <Icon of={closeIcon} small />
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </Inside>
  )
}
