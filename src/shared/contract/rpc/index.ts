/** The whole typed router: every procedure that a face can call. */
import { cases } from './cases.ts'
import { channels } from './channels.ts'
import { events } from './events.ts'
import { files } from './files.ts'
import { addresses, hooks } from './hooks.ts'
import { listener } from './listener.ts'
import { messages } from './messages.ts'
import { people } from './people.ts'
import { pictures } from './pictures.ts'
import { drafts, preferences } from './preferences.ts'
import { search } from './search.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { deliveries, subscriptions } from './subscriptions.ts'
import { support } from './support.ts'
import { tokens } from './tokens.ts'
import { team } from './team.ts'
import { threads, unreads } from './unreads.ts'
import { verdicts } from './verdicts.ts'
import { workspace } from './workspace.ts'

export const contract = { session, workspace, people, channels, messages, unreads, threads, preferences, drafts, files, search, cases, hooks, addresses, tokens, subscriptions, deliveries, verdicts, settings, listener, support, pictures, team, events }
export type Contract = typeof contract
