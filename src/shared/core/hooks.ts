/** Decides which name and picture a hook's message shows: the request's, the hook's, or what stands where neither is given. */
import { cleanName, longestName } from './clean-name.ts'

export interface ShownNameInput {
  /** As the sender wrote it: anything at all. */
  readonly rawUsername: string | undefined
  readonly hookUsername: string | null
  readonly hookName: string
  /** The dialect's answer to "no name given": the word `webhook`, or the hook's own name. */
  readonly nameWithout: 'webhook' | 'hook'
  /** The setting `integrations.allowUsernameOverride`. When it is off, the hook's default username does not count either. */
  readonly allowOverride: boolean
}

/** 1 to 64 code points on one line, without characters that are invisible or turn the reading direction. */
export function decideShownName(input: ShownNameInput): string {
  const given = input.allowOverride ? [input.rawUsername, input.hookUsername] : []
  const withoutGiven = input.nameWithout === 'hook' ? [input.hookName] : []
  for (const raw of [...given, ...withoutGiven]) {
    const name = raw == null ? '' : cleanName(raw)
    if (name !== '') return name
  }
  return 'webhook'
}

export interface IconInput {
  readonly rawIconUrl: string | undefined
  readonly rawIconEmoji: string | undefined
  readonly hookIconUrl: string | null
  readonly hookIconEmoji: string | null
  /** The setting `integrations.allowIconOverride`. */
  readonly allowOverride: boolean
}

export interface ShownIcon {
  /** `http:` or `https:`, at most 1024 characters. */
  readonly iconUrl: string | null
  /** An emoji's name without colons; wins over the URL. */
  readonly iconEmoji: string | null
  /** True when overrides are switched off: the picture of the hook's owner is shown. */
  readonly ownerPicture: boolean
}

/** The request's picture, if it gives any that can be used, hides both pictures of the hook. */
export function decideIcon(input: IconInput): ShownIcon {
  if (!input.allowOverride) return { iconUrl: null, iconEmoji: null, ownerPicture: true }
  const fromRequest = readIcon(input.rawIconUrl, input.rawIconEmoji)
  const icon = fromRequest.iconUrl === null && fromRequest.iconEmoji === null ? readIcon(input.hookIconUrl, input.hookIconEmoji) : fromRequest
  return { ...icon, ownerPicture: false }
}

/** Some senders put a URL where the emoji's name belongs. */
function readIcon(rawUrl: string | null | undefined, rawEmoji: string | null | undefined): { iconUrl: string | null; iconEmoji: string | null } {
  return { iconUrl: readUrl(rawUrl) ?? readUrl(rawEmoji), iconEmoji: readEmoji(rawEmoji) }
}

/** Whether a sender's picture address can be shown: then it is not passed over for the hook's own. */
export function isIconUrl(raw: string): boolean {
  return readUrl(raw) !== null
}

function readUrl(raw: string | null | undefined): string | null {
  if (raw == null || raw.length > 1024) return null
  const url = raw.trim()
  return /^https?:\/\/[^\s/<>"]+[^\s<>"]*$/i.test(url) ? url : null
}

/** A name such as `rocket`, `+1` or `wave::skin-tone-2`, with or without colons, or the emoji itself. */
function readEmoji(raw: string | null | undefined): string | null {
  if (raw == null || raw.length > longestName) return null
  const name = raw.trim().replace(/^:/, '').replace(/:$/, '')
  const isName = /^[\p{L}\p{N}_+-]+(?:::skin-tone-[2-6])?$/u.test(name)
  return isName || /^\p{RGI_Emoji}$/v.test(name) ? name : null
}
