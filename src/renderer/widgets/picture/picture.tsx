/** A remote picture in a message: its alternative text until it is there, then at most a fixed size, so that no sender can fill the list. */
import './picture.css'
import { ImageOff } from 'lucide-react'
import { linkTarget, openLink } from '#renderer/lib/open-link.ts'
import { usePicture } from '#renderer/lib/use-picture.ts'
import { t } from '#renderer/text/i18n.ts'

export interface PictureProps {
  url: string | undefined
  alt: string
  kind?: 'inline' | 'image' | 'thumb' | 'icon'
}

export function Picture({ url, alt, kind = 'inline' }: PictureProps) {
  const target = linkTarget(url)
  const src = usePicture(target)
  if (src === null) return kind === 'icon' ? null : <PictureText url={target} alt={alt} />
  if (kind === 'icon') return <img className="picture picture--icon" src={src} alt="" />
  return (
    <button type="button" className={`picture picture--${kind}`} title={target ?? undefined} aria-label={alt === '' ? t('common:openPicture') : t('common:openPictureOf', { alt })} onClick={() => openLink(url ?? '')}>
      <img src={src} alt={alt} />
    </button>
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
