/** What people type for a channel's handle, mended and checked while they type. */
import { channelNameSchema } from '#shared/contract/channel.ts'
import { t } from '#renderer/text/i18n.ts'

/** What people type for a handle is rarely one: spaces and capitals are mended at once. */
export const toChannelName = (raw: string): string => raw.toLowerCase().replace(/^#/, '').replaceAll(/\s+/g, '-')

/** Why it is no handle, in words; undefined for one. */
export function channelNameProblem(name: string): string | undefined {
  if (channelNameSchema.safeParse(name).success) return undefined
  return name.includes('__') ? t('channels:nameUnderscores') : t('channels:nameCharacters')
}
