/** The platform without a desktop: answers inline. */
import type { Platform } from '#server/platform.ts'
import { suggestNames } from '../suggest-names.ts'

export const webPlatform: Platform = { suggestNames: async () => suggestNames() }
