/** nativeImage: bytes of a picture with the size that its PNG header says. */
import { readFileSync } from 'node:fs'
import { guard, guardClass, asReal, type Misfits, type None } from './surface.ts'

const contentOf = new WeakMap<NativeImage, { bytes: Buffer; size: Electron.Size; isTemplate: boolean }>()
const read = (image: NativeImage) => contentOf.get(image)!

export class NativeImage {
  /** PNG alone has a size here. */
  static fromBytes(raw: Uint8Array, size?: Electron.Size): NativeImage {
    const bytes = Buffer.from(raw)
    const isPng = bytes.length > 24 && bytes.toString('latin1', 1, 4) === 'PNG'
    const image = new NativeImage()
    contentOf.set(image, { bytes, size: size ?? (isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : { width: 0, height: 0 }), isTemplate: false })
    return image
  }
  isEmpty(): boolean {
    return read(this).bytes.length === 0
  }
  getSize(): Electron.Size {
    return read(this).size
  }
  toPNG(): Buffer<ArrayBuffer> {
    return Buffer.from(read(this).bytes)
  }
  toDataURL(): string {
    return `data:image/png;base64,${read(this).bytes.toString('base64')}`
  }
  resize({ width, height }: Electron.ResizeOptions): Electron.NativeImage {
    const { size } = read(this)
    return asReal(NativeImage.fromBytes(read(this).bytes, { width: width ?? size.width, height: height ?? size.height }))
  }
  setTemplateImage(isTemplate: boolean): void {
    read(this).isTemplate = isTemplate
  }
  isTemplateImage(): boolean {
    return read(this).isTemplate
  }
  addRepresentation(): void {}
}
guardClass('NativeImage', NativeImage)
export type NativeImageFits = None<Misfits<NativeImage, Electron.NativeImage>>

const fromBytes = (bytes: Uint8Array): Electron.NativeImage => asReal(NativeImage.fromBytes(bytes))

export const nativeImage = guard('nativeImage', {
  createEmpty: () => fromBytes(new Uint8Array()),
  createFromPath: (path) => fromBytes(readOrNothing(path)),
  createFromBuffer: (bytes) => fromBytes(bytes),
  createFromDataURL: (url) => fromBytes(Buffer.from(url.split(',')[1] ?? '', 'base64')),
} satisfies Partial<typeof Electron.nativeImage>)

/** A picture that is not there is an empty one, as in Electron. */
function readOrNothing(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch {
    return new Uint8Array()
  }
}
