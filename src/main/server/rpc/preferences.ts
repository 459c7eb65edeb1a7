/** Handlers of what belongs to one person on this device: preferences and drafts. */
import { readDrafts, saveDraft } from '../actions/messages/save-draft.ts'
import { setPreference } from '../actions/people/set-preference.ts'
import { readPreferences } from '../store/preferences.ts'
import type { Handlers } from './handlers.ts'

export const preferences: Handlers<'preferences'> = {
  get: ({ ctx, actor }) => readPreferences(ctx.reader, actor.personId),
  set: ({ ctx, actor }, input) => setPreference(ctx, actor, input),
  testNotification: async ({ ctx }, { title, body }) => ({ shown: await ctx.platform.notify({ title, body, plainBody: body, path: null }) }),
}

export const drafts: Handlers<'drafts'> = {
  list: ({ ctx, actor }) => readDrafts(ctx.reader, actor.personId),
  save: ({ ctx, actor }, input) => saveDraft(ctx, actor, input),
}
