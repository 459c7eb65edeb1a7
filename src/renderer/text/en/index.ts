/** All words of the window in English, the language that is always complete, one file per area. */
import { app } from './app.ts'
import { channel } from './channel.ts'
import { channels } from './channels.ts'
import { common } from './everywhere.ts'
import { composer } from './composer.ts'
import { files } from './files.ts'
import { firstRun } from './first-run.ts'
import { hooks } from './hooks.ts'
import { inbox } from './inbox.ts'
import { message } from './message.ts'
import { notify } from './notify.ts'
import { people } from './people.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { sidebar } from './sidebar.ts'
import { thread } from './thread.ts'

export const en = { app, channel, channels, common, composer, files, firstRun, hooks, inbox, message, notify, people, search, settings, sidebar, thread } as const
