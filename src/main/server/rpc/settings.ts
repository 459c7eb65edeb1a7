/** Handlers of settings. */
import { setSetting } from '../actions/set-setting.ts'
import { listSettings, readSettings, toSetting } from '../store/settings.ts'
import type { Handlers } from './handlers.ts'

export const settings: Handlers<'settings'> = {
  list: ({ ctx }) => listSettings(ctx.reader),
  get: ({ ctx }, { key }) => toSetting(readSettings(ctx.reader), key),
  set: ({ ctx, actor }, input) => setSetting(ctx, actor, input),
}
