/** The names under which server data is cached; only these, so that live events find what they patch. */
import type { HookId } from '#shared/contract/ids.ts'

export const keys = {
  session: ['session'],
  workspace: ['workspace'],
  people: ['people'],
  channels: ['channels'],
  messages: (channelId: string) => ['messages', channelId],
  hooks: ['hooks'],
  hook: (id: HookId | string) => ['hook', id],
  addresses: (hookId: HookId | string) => ['addresses', hookId],
  verdicts: (hookId: HookId | 'all' | (string & {})) => ['verdicts', hookId],
  settings: ['settings'],
  listener: ['listener'],
} as const
