import { captionsWrong, fileTooLarge } from './problems.ts'

/** The captions of one film in one language may have 1 MB: some ten hours of speech. */
export const maxCaptionsBytes = 1024 * 1024

/**
 * Refuses what is no WebVTT (W3C WebVTT 1, section 4.1) in UTF-8 as `media.captions_wrong`, and what is too long as
 * `media.file_too_large`. Cues are not looked into: browsers skip those they cannot read, and what they show is text.
 */
export function checkCaptions(bytes: Uint8Array): void {
  if (bytes.byteLength > maxCaptionsBytes) throw fileTooLarge(maxCaptionsBytes)
  const text = decoded(bytes)
  if (text === undefined || !/^WEBVTT(?:[ \t\r\n]|$)/.test(text) || text.includes('\0')) {
    throw captionsWrong()
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
