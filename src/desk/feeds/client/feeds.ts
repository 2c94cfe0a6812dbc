import { wakeLive } from './live.ts'
import { wakeUpload } from './upload.ts'

/** Shows how far files are on their way, and what is read or written while it is. All of it works without. */
export function wakeFeeds(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) wakeUpload(form)
  wakeLive()
}
