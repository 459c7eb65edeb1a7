/** Puts a picture into the clipboard, as PNG, because that is what other programs take. */

/** False when the browser refuses. */
export async function copyPicture(url: string): Promise<boolean> {
  try {
    // A promise, so that the click still counts when the picture is turned into PNG.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': toPng(url) })])
    return true
  } catch {
    return false
  }
}

async function toPng(url: string): Promise<Blob> {
  const picture = new Image()
  picture.src = url
  await picture.decode()
  const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight)
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  return canvas.convertToBlob({ type: 'image/png' })
}
