/** The whole typed router: every procedure that a face can call. */
import { channels } from './channels.ts'
import { events } from './events.ts'
import { addresses, hooks } from './hooks.ts'
import { listener } from './listener.ts'
import { messages } from './messages.ts'
import { people } from './people.ts'
import { pictures } from './pictures.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { verdicts } from './verdicts.ts'
import { workspace } from './workspace.ts'

export const contract = { session, workspace, people, channels, messages, hooks, addresses, verdicts, settings, listener, pictures, events }
export type Contract = typeof contract
