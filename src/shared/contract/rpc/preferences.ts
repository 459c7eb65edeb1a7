/** Procedures of what belongs to one person on this device: preferences and drafts. */
import { z } from 'zod'
import { draftSchema } from '../draft.ts'
import { fileIdSchema, messageIdSchema } from '../ids.ts'
import { preferenceKeySchema, preferencesSchema } from '../preference.ts'
import { channelRefSchema } from './channels.ts'
import { procedure } from './procedure.ts'

export const preferences = {
  get: procedure.output(preferencesSchema),
  /** Checked by the table of preferences; answers all of them. */
  set: procedure.input(z.object({ key: preferenceKeySchema, value: z.unknown() })).output(preferencesSchema),
  /** Shows one by the means of the system, so that I see whether they come through; false where no desktop runs or the system cannot. */
  testNotification: procedure.input(z.object({ title: z.string().min(1).max(200), body: z.string().max(500) })).output(z.object({ shown: z.boolean() })),
}

export const drafts = {
  list: procedure.output(z.array(draftSchema)),
  /** An empty text without files deletes the draft. */
  save: procedure
    .input(z.object({ channel: channelRefSchema, threadRootId: messageIdSchema.nullable(), text: z.string().max(100_000), fileIds: z.array(fileIdSchema).max(10).default([]) }))
    .output(draftSchema),
}
