import { useState } from 'preact/hooks'
import { type Lang, files as words } from '#language'
import type { ShownFile } from './files-picks.ts'
import type { FileViewer } from './files-viewer.tsx'
import { documentIcon, Icon } from './icons.tsx'

export interface FilesProps {
  lang: Lang
  files: readonly ShownFile[]
  /** Where a file is, whole or for a place of 320 pixels. */
  address(id: string, width?: 320): string
}

/** Most pixels of one picture in the log, in width and in height. */
const widest = 280
const tallest = 320

/**
 * The files of one message. Pictures have their place before they are there, and open large; without scripts each is a
 * link to itself.
 */
export function Files({ lang, files, address }: FilesProps) {
  const pictures = files.filter(file => file.kind === 'image')
  const documents = files.filter(file => file.kind === 'pdf')
  const [open, setOpen] = useState<{ Viewer: typeof FileViewer; id: string } | null>(null)

  /** The viewer's code comes when a picture is opened; where it does not come, the picture opens as a page of its own. */
  async function show(id: string): Promise<void> {
    try {
      setOpen({ Viewer: (await import('./files-viewer.tsx')).FileViewer, id })
    } catch {
      location.assign(address(id))
    }
  }

  return (
    <div class="files">
      {pictures.length > 0 && (
        <div class="file-pictures" data-many={pictures.length > 1 ? '' : undefined}>
          {pictures.map(file => (
            <Picture key={file.id} lang={lang} file={file} address={address} open={() => show(file.id)} />
          ))}
        </div>
      )}
      {documents.map(({ id, name, sizeBytes }) => (
        <a key={id} class="file-card" href={address(id)} download={name}>
          <Icon of={documentIcon} />
          <span>
            <b>{name}</b>
            <span class="note">
              {words.document(lang)} · {size(lang, sizeBytes)}
            </span>
          </span>
        </a>
      ))}
      {open !== null && (
        <open.Viewer lang={lang} pictures={pictures} first={open.id} address={address} close={() => setOpen(null)} />
      )}
    </div>
  )
}

interface PictureProps extends Pick<FilesProps, 'lang' | 'address'> {
  file: ShownFile
  open(): void
}

function Picture({ lang, file, address, open }: PictureProps) {
  const [lost, setLost] = useState(false)
  const { width, height } = place(file)
  if (lost) return <p class="note file-lost">{words.lost(lang)}</p>
  return (
    <a
      class="file-picture"
      href={address(file.id)}
      aria-label={words.picture(lang, { name: file.name })}
      aria-haspopup="dialog"
      onClick={event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        event.stopPropagation()
        open()
      }}
    >
      <img
        src={address(file.id, 320)}
        alt=""
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        onError={() => setLost(true)}
      />
    </a>
  )
}

/** The place of a picture in the log: its shape, unless it is very long in one direction. */
function place({ width, height }: ShownFile): { width: number; height: number } {
  const shape = Math.min(2.5, Math.max(0.5, (width ?? 1) / (height ?? 1)))
  const across = Math.min(widest, width ?? widest, tallest * shape)
  return { width: Math.round(across), height: Math.round(across / shape) }
}

/** A size as people read it. */
function size(lang: Lang, bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  if (kilobytes < 1000) return words.kilobytes(lang, { n: kilobytes })
  return words.megabytes(lang, { n: (bytes / 1024 / 1024).toFixed(1) })
}
