/** A post that says nothing: what decoders start from. */
import type { HookPost } from './dialect.ts'

export const blankPost: HookPost = {
  text: '',
  rawChannel: undefined,
  rawUsername: undefined,
  iconUrl: undefined,
  iconEmoji: undefined,
  attachments: [],
  props: {},
  ignored: [],
}
