/** Which pictures are looked at large, which of them now, and how large. State of this screen. */
import { create } from 'zustand'
import type { File as SentFile } from '#shared/contract/file.ts'
import { zoomIn, zoomOut, type Zoom } from './zoom.ts'

/** One at an address outside. */
export interface RemotePicture {
  readonly url: string
  readonly name: string
}

export type ViewedPicture = SentFile | RemotePicture
export const isRemote = (picture: ViewedPicture): picture is RemotePicture => 'url' in picture

export interface Viewed {
  readonly pictures: readonly ViewedPicture[]
  readonly index: number
}

interface Lightbox {
  readonly viewed: Viewed | null
  readonly zoom: Zoom
  /** The scale of `fit`, as the stage measured it. */
  readonly fit: number
}

export const useLightbox = create<Lightbox>(() => ({ viewed: null, zoom: 'fit', fit: 1 }))

/** Focus returns to what had it when the lightbox is closed. */
export function openLightbox(pictures: readonly ViewedPicture[], index: number): void {
  useLightbox.setState({ viewed: { pictures, index }, zoom: 'fit' })
}

export function closeLightbox(): void {
  useLightbox.setState({ viewed: null })
}

/** Stays where it is at both ends. */
export function stepLightbox(by: 1 | -1): void {
  const { viewed } = useLightbox.getState()
  const index = (viewed?.index ?? 0) + by
  if (viewed !== null && index >= 0 && index < viewed.pictures.length) openLightbox(viewed.pictures, index)
}

export function zoomLightbox(how: 'in' | 'out' | Zoom): void {
  const { zoom, fit } = useLightbox.getState()
  if (how === 'in') useLightbox.setState({ zoom: zoomIn(zoom, fit) })
  else useLightbox.setState({ zoom: how === 'out' ? zoomOut(zoom, fit) : how })
}

export function setFit(fit: number): void {
  useLightbox.setState({ fit })
}
