/** A remote picture in a message: its alternative text until it is there, then at most a fixed size, so that no sender can fill the list. */
import './picture.css'
import { ImageOff } from 'lucide-react'
import { linkTarget, openLink } from '#renderer/lib/screen/open-link.ts'
import { useRemotePicture } from '#renderer/lib/files/use-picture.ts'
import { t } from '#renderer/text/i18n.ts'
import { openLightbox } from '../lightbox/open-lightbox.ts'

export interface PictureProps {
  url: string | undefined
  alt: string
  /** Those of attachments open large, those within a text lead to their address; an icon does neither. */
  kind?: 'inline' | 'image' | 'thumb' | 'icon'
}

export function Picture({ url, alt, kind = 'inline' }: PictureProps) {
  const target = linkTarget(url)
  const { src, isRefused } = useRemotePicture(target)
  if (kind === 'icon') return <Icon src={src} isRefused={isRefused} />
  if (src === null) return kind === 'thumb' ? <ThumbPlace url={target} isRefused={isRefused} /> : <PictureText url={target} alt={alt} />
  const open = (): void => (kind === 'inline' || target === null ? openLink(url ?? '') : openLightbox([{ url: target, name: alt === '' ? nameOf(target) : alt }], 0))
  return (
    <button
      type="button"
      className={`picture picture--${kind}`}
      title={target ?? undefined}
      aria-label={alt === '' ? t('common:openPicture') : t('common:openPictureOf', { alt })}
      aria-haspopup={kind === 'inline' ? undefined : 'dialog'}
      onClick={open}
    >
      <img src={src} alt={alt} />
    </button>
  )
}

/** The last part of its address: "chart.png". */
function nameOf(url: string): string {
  const { pathname, host } = new URL(url)
  return pathname.slice(pathname.lastIndexOf('/') + 1) || host
}

/** Its room is kept while it is fetched, so that the name beside it stays. */
function Icon({ src, isRefused }: { src: string | null; isRefused: boolean }) {
  if (src !== null) return <img className="picture picture--icon" src={src} alt="" />
  return isRefused ? null : <span className="picture picture--icon" />
}

/** As large as the picture, whether it comes or not. */
function ThumbPlace({ url, isRefused }: { url: string | null; isRefused: boolean }) {
  return (
    <span className="picture picture--thumb picture--none" title={url ?? undefined} role="img" aria-label={t('common:picture')}>
      {isRefused && <ImageOff className="icon" />}
    </span>
  )
}

function PictureText({ url, alt }: { url: string | null; alt: string }) {
  return (
    <span className="picture__text" title={url ?? undefined}>
      <ImageOff className="icon icon--14" />
      {alt === '' ? t('common:picture') : alt}
    </span>
  )
}
