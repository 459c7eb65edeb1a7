/** Every sentence with which the server refuses something or says what became of a request, and its German: both with the same named holes. A test compares them with the sources. */
import { channels } from './channels.ts'
import { facts } from './facts.ts'
import { heldWords } from './held-words.ts'
import { hooks } from './hooks.ts'
import { messages } from './messages.ts'
import { outgoing } from './outgoing.ts'
import { payloads } from './payloads.ts'
import { people } from './people.ts'
import { requests } from './requests.ts'
import { storage } from './storage.ts'
import { team } from './team.ts'
import { values } from './values.ts'

export const refusals = { sentences: { ...channels, ...messages, ...hooks, ...outgoing, ...people, ...storage, ...team, ...requests, ...facts, ...values, ...payloads }, heldWords }
