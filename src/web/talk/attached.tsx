import type { Attachment } from '#chat/protocol'
import { Files } from '#ui'
import { fileAddress, type Reader } from './reader.ts'

/** The files of a message. */
export function Attached({ reader, files }: { reader: Reader; files: readonly Attachment[] }) {
  return <Files lang={reader.lang} files={files} address={fileAddress(reader.room)} />
}
