/** Procedures of settings. */
import { z } from 'zod'
import { settingKeySchema, settingSchema, settingValueSchema } from '../settings.ts'
import { procedure } from './procedure.ts'

export const settings = {
  list: procedure.output(z.array(settingSchema)),
  get: procedure.input(z.object({ key: settingKeySchema })).output(settingSchema),
  set: procedure.input(z.object({ key: settingKeySchema, value: settingValueSchema })).output(settingSchema),
}
