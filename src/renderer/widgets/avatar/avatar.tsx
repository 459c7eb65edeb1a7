/** Pictures of senders: people are round, hooks are square with a hook at the corner. Shape and corner are the app's, only the picture is the sender's. */
import './avatar.css'
import { useFileUrl } from '#renderer/lib/files/file-content.ts'
import { usePersonName } from '#renderer/lib/data/use-person.ts'
import { usePicture } from '#renderer/lib/files/use-picture.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { Emoji } from '../message-body/emoji.tsx'
import { hueOf, initialsOf, initialsOfPerson } from './hue.ts'
import { usePersonPicture } from './person-pictures.tsx'

export type AvatarSize = 18 | 20 | 24 | 28 | 32 | 64 | 96

export interface PersonAvatarProps {
  /** Decides the picture, and the hue, so that a new display name keeps it. */
  username: string
  /** Decides the initials. */
  name: string
  /** px; without it, the size of a message row. */
  size?: AvatarSize
}

export function PersonAvatar({ username, name, size }: PersonAvatarProps) {
  const { url } = useFileUrl(usePersonPicture(username), 'thumbnail')
  return (
    <span className={avatarClass(size, url === null ? hueOf(username) : null)} aria-hidden="true">
      {url === null ? initialsOfPerson(name) : <img className="avatar__picture" src={url} alt="" draggable={false} />}
    </span>
  )
}

/** A tool's message under the picture of its owner: round faces are people, so this one keeps the shape and the corner of a tool. */
export function OwnerAvatar({ owner }: { owner: string }) {
  const name = usePersonName(owner) ?? owner
  const { url } = useFileUrl(usePersonPicture(owner), 'thumbnail')
  return (
    <span className={`${avatarClass(undefined, url === null ? hueOf(owner) : null)} avatar--hook`} aria-hidden="true">
      {url === null ? initialsOfPerson(name) : <img className="avatar__picture" src={url} alt="" draggable={false} />}
      <Corner />
    </span>
  )
}

export interface HookAvatarProps {
  /** The hook's own name, which no sender chooses: decides hue and initials. */
  name: string
  iconUrl: string | null
  /** A shortcode, with or without colons. */
  iconEmoji: string | null
  size?: AvatarSize
  /** The small hook: always in message rows; lists of hooks go without. */
  corner?: boolean
}

export function HookAvatar({ name, iconUrl, iconEmoji, size, corner = true }: HookAvatarProps) {
  const picture = usePicture(iconUrl)
  const initials = initialsOf(name)
  const hasEmoji = picture === null && iconEmoji !== null && iconUrl === null
  return (
    <span className={`${avatarClass(size, picture === null && !hasEmoji ? hueOf(name) : null)} avatar--hook`} aria-hidden="true">
      {picture !== null && <img className="avatar__picture" src={picture} alt="" />}
      {hasEmoji && (
        <span className="avatar__emoji">
          <Emoji shortcode={iconEmoji} fallback={initials} />
        </span>
      )}
      {picture === null && !hasEmoji && (initials === '' ? <HookIcon className="icon icon--20" /> : initials)}
      {corner && <Corner />}
    </span>
  )
}

const Corner = () => (
  <span className="avatar__hook">
    <HookIcon className="icon icon--12" />
  </span>
)

function avatarClass(size: AvatarSize | undefined, hue: number | null): string {
  return ['avatar', size && `avatar--${size}`, hue && `hue-${hue}`].filter(Boolean).join(' ')
}
