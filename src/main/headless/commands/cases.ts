/** The commands of cases, which hooks open and people close. */
import type { Command } from 'commander'
import type { Case } from '#shared/contract/case.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import { caseStateSchema, type CaseState } from '#shared/contract/message.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import type { Client } from '../connect.ts'
import { parseLimit } from '../parse.ts'
import { requireId } from './ids.ts'

interface ListOptions extends CommonOptions {
  readonly channel: string
  readonly state?: string
  readonly limit: number
}

export function addCaseCommands(program: Command): void {
  const cases = program.command('cases').description('list, close and reopen the cases that hooks opened in a channel')
  withCommonOptions(cases.command('list').description('those of a channel'))
    .requiredOption('--channel <name>', 'a channel, or @username for direct messages')
    .option('--state <state>', 'open or closed (default: both)')
    .option('--limit <n>', 'at most this many (1 to 1000), the last changed first', parseLimit, 1000)
    .action(act(listCases, ['id', 'state', 'externalId', 'text', 'updates', 'changedAt']))
  withCommonOptions(cases.command('close <id>').description('close one; an update by its webhook opens it again')).action(act(async (client, _: CommonOptions, id: string) => toRow(await client.cases.close({ caseId: caseId(id) }))))
  withCommonOptions(cases.command('reopen <id>').description('open a closed one')).action(act(async (client, _: CommonOptions, id: string) => toRow(await client.cases.reopen({ caseId: caseId(id) }))))
}

async function listCases(client: Client, { channel, state: rawState, limit }: ListOptions) {
  const state = rawState === undefined ? undefined : readState(rawState)
  const rows: Case[] = []
  for (let before: number | undefined; rows.length < limit; ) {
    const page = await client.cases.list({ channel, state, before, limit: Math.min(100, limit - rows.length) })
    rows.push(...page.cases)
    if (page.nextBefore === null) break
    before = page.nextBefore
  }
  return rows.map(toRow)
}

/** Without the message that opened it, of which `messages show` tells all, but with its text. */
function toRow({ message, ...rest }: Case) {
  return { ...rest, text: message.text === '' ? (message.attachments[0]?.title ?? '') : message.text }
}

function readState(raw: string): CaseState {
  const state = caseStateSchema.safeParse(raw)
  if (!state.success) throw new AppError('invalid', `--state: “${raw}” is neither open nor closed.`, 'state')
  return state.data
}

/** The id of a case is that of the message that opened it. */
const caseId = (raw: string): MessageId => requireId<MessageId>(raw, 'case', 'cases list --channel NAME')
