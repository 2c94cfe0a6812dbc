import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from '#edge'

/** The most that a form with files may have; larger files go one by one, with scripts. */
export const largestForm = 64 * 1024 * 1024

/** Reads a form that may have files, once it is known who sends it. Refuses what is too much, or is no form. */
export async function readLargeForm(c: Context): Promise<FormData> {
  const limit = bodyLimit({
    maxSize: largestForm,
    onError: () => {
      throw new Problem('too_large')
    },
  })
  let form: FormData | undefined
  await limit(c, async () => {
    form = await c.req.raw.formData().catch(thrown => {
      if (thrown instanceof Problem) throw thrown
      throw new Problem('invalid')
    })
  })
  if (form === undefined) throw new Problem('too_large')
  return form
}

/** The files of a field; an empty choice is sent as a file without a name. */
export function filesOf(form: FormData, name: string): File[] {
  return form.getAll(name).flatMap(one => (one instanceof File && one.size > 0 ? [one] : []))
}

/** A file's bytes. */
export async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}
