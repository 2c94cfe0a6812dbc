/** What PostgreSQL has no text for, as JSON writes it: a half of a pair of UTF-16, and the character 0. */
const unkept = /(?<=(?:^|[^\\])(?:\\\\)*)\\u(?:d[89a-f][0-9a-f]{2}|0000)/g

/**
 * Rows as one value for `jsonb_to_recordset`, however many they are. Characters that PostgreSQL cannot keep become the
 * replacement character, so that none of them spoils the rows beside its own.
 */
export function asJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows)
  return json.includes('\\u') ? json.replace(unkept, '\\ufffd') : json
}
