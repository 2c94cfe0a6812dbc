/** Why something could not be done, as it is kept: a code and what its sentence says. */
export interface Reason {
  code: ReasonCode
  values?: Record<string, string | number>
}

/** What can be wrong with files, rows, addresses and pictures. Each has its sentence in the messages of feeds. */
export const reasonCodes = [
  'too_large',
  'too_many_rows',
  'too_many_columns',
  'too_many_broken',
  'empty',
  'web_page',
  'not_xml',
  'doctype',
  'too_deep',
  'not_text',
  'broken_gzip',
  'file_gone',
  'unknown_format',
  'field_too_long',
  'open_quote',
  'bad_record',
  'too_many_cells',
  'no_id',
  'no_name',
  'no_price',
  'bad_price',
  'other_currency',
  'sale_above_price',
  'bad_number',
  'bad_json',
  'bad_date',
  'bad_sku',
  'same_sku',
  'same_choice',
  'same_product',
  'sku_elsewhere',
  'unknown_category',
  'no_category',
  'unknown_attribute',
  'unknown_product',
  'unknown_picture',
  'bad_value',
  'other_source',
  'no_link',
  'gone',
  'refused',
  'vanishing',
  'cut_off',
  'bad_address',
  'private_address',
  'no_such_host',
  'too_many_redirects',
  'answered',
  'timed_out',
  'not_reached',
  'broke_off',
  'picture_failed',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** Thrown where reading cannot go on; says why. */
export class Unreadable extends Error {
  readonly reason: Reason

  constructor(code: ReasonCode, values?: Reason['values']) {
    super(code)
    this.name = 'Unreadable'
    this.reason = values === undefined ? { code } : { code, values }
  }
}
