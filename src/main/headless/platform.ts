/** The platform without a desktop: answers inline. The window in the browser shows notifications by itself. */
import type { Platform } from '#server/platform.ts'
import { suggestNames } from '../suggest-names.ts'

export const webPlatform: Platform = {
  suggestNames: async () => suggestNames(),
  notify: async () => false,
  withdraw: async () => undefined,
  showStatus: async () => undefined,
}
