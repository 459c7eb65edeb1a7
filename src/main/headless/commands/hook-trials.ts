/** The commands that try a webhook: a sample that is sent to it, and the doctor. */
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { deedSchema, leadSchema, type Deed } from '#shared/contract/doctor.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import { samplesFor } from '#shared/dialects/samples/index.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import type { Client } from '../connect.ts'
import { dialectId, hookId } from './ids.ts'

interface TestOptions extends CommonOptions {
  readonly sample?: string
  readonly dialect?: string
  readonly list?: boolean
}

interface DoctorOptions extends CommonOptions {
  readonly fix?: Deed
}

export function addTrialCommands(hooks: Command): void {
  withCommonOptions(hooks.command('test <id>').description('send a sample to it, as a tool would, and say what became of it'))
    .option('--sample <name>', 'which one (default: the first of its shape)')
    .option('--dialect <name>', 'to its address of this shape (default: its first address)')
    .option('--list', 'only list the samples that can be sent')
    .action(act(testHook))
  withCommonOptions(hooks.command('doctor <id>').description('check everything between a tool and its message; nothing is posted'))
    .option('--fix <deed>', 'do first what the doctor offered, for instance switch_on', parseDeed)
    .action(act(examine, ['state', 'id', 'text', 'fixes']))
}

/** A refusal is an answer, but a script wants to know it too: the exit code is 1. */
async function testHook(client: Client, { sample, dialect, list = false, json = false }: TestOptions, rawId: string): Promise<unknown> {
  const id = hookId(rawId)
  const wanted = dialect === undefined ? undefined : dialectId(dialect)
  if (list) return listSamples(wanted === undefined ? (await client.hooks.show({ id })).dialects : [wanted])
  const trial = await client.hooks.test({ id, dialect: wanted, sample })
  const { verdict, through } = trial
  if (verdict.status >= 400) process.exitCode = 1
  if (json) return trial
  const { status, reason, detail, channel, messageId, id: request } = verdict
  return { sample: trial.sample, dialect: trial.dialect, through: through === 'socket' ? 'the listener' : 'the program itself, because the listener is not open', status, reason, detail, channel, messageId, request }
}

const listSamples = (dialects: readonly DialectId[]) => dialects.flatMap((dialect) => samplesFor(dialect).map(({ name, contentType }) => ({ dialect, sample: name, contentType })))

/** The exit code is 1 when a check failed. */
async function examine(client: Client, { fix, json = false }: DoctorOptions, rawId: string): Promise<unknown> {
  const id = hookId(rawId)
  const report = await (fix === undefined ? client.hooks.doctor({ id }) : client.hooks.fix({ id, deed: fix }))
  if (report.checks.some(({ state }) => state === 'failed')) process.exitCode = 1
  return json ? report : report.checks
}

function parseDeed(raw: string): Deed {
  const parsed = deedSchema.safeParse(raw)
  if (leadSchema.safeParse(raw).success) throw new AppError('invalid', `“${raw}” is for you to choose, in the window: the webhook’s page leads there. The doctor does by itself: ${deedSchema.options.join(', ')}.`, 'fix')
  if (!parsed.success) throw new AppError('invalid', `The doctor cannot do “${raw}”. Known: ${deedSchema.options.join(', ')}.`, 'fix')
  return parsed.data
}
