/** Every sentence with which the server refuses something, and its German: both with the same named holes. A test compares them with the sources. */
import { channels } from './channels.ts'
import { facts } from './facts.ts'
import { heldWords } from './held-words.ts'
import { hooks } from './hooks.ts'
import { messages } from './messages.ts'
import { outgoing } from './outgoing.ts'
import { people } from './people.ts'
import { storage } from './storage.ts'
import { team } from './team.ts'
import { values } from './values.ts'

export const refusals = { sentences: { ...channels, ...messages, ...hooks, ...outgoing, ...people, ...storage, ...team, ...facts, ...values }, heldWords }
