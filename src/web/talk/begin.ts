import * as v from 'valibot'
import type { Lang } from '#language'

const begun = v.object({ room: v.string() })
const refusal = v.object({ title: v.string() })

/**
 * The visitor's conversation about a product; asked again it is the same one. The answer also makes the visitor known
 * to this browser. Throws with a sentence for the visitor.
 */
export async function beginInquiry({ lang, productId }: { lang: Lang; productId: string }): Promise<{ room: string }> {
  const response = await fetch(`/api/inquiries?lang=${lang}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ productId, language: lang }),
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return v.parse(begun, answer)
  const refused = v.safeParse(refusal, answer)
  throw new Error(refused.success ? refused.output.title : '')
}
