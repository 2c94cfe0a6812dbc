/** How long a film may take to show a picture. */
const patienceMs = 15_000

/** A picture out of a film, from its first second, as WebP or PNG; null where this browser cannot show the film. */
export async function posterOf(film: File): Promise<Blob | null> {
  const address = URL.createObjectURL(film)
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'auto'
  try {
    await happened(video, 'loadeddata', () => {
      video.src = address
    })
    await happened(video, 'seeked', () => {
      video.currentTime = Math.min(1, video.duration / 2)
    })
    const scale = Math.min(1, 1440 / video.videoWidth)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
    return await new Promise(resolve => canvas.toBlob(resolve, 'image/webp', 0.9))
  } catch {
    return null
  } finally {
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(address)
  }
}

function happened(video: HTMLVideoElement, event: 'loadeddata' | 'seeked', begin: () => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const late = setTimeout(() => reject(new Error('no picture came')), patienceMs)
  video.addEventListener(event, () => resolve(), { once: true })
  video.addEventListener('error', () => reject(new Error('no film')), { once: true })
  begin()
  return promise.finally(() => clearTimeout(late))
}
