/** The command of the support report. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'

export function addReportCommand(program: Command): void {
  withCommonOptions(program.command('report'))
    .description('write a support report: versions, settings, the last 200 requests and the log, without messages, names and secrets')
    .requiredOption('--out <file>', 'the file to write, for instance hookline-report.json; it must not be there yet')
    .action(
      act(async (client, { out }: CommonOptions & { out: string }) => {
        const report = await client.support.report()
        const path = resolve(out)
        write(path, `${JSON.stringify(report, null, 2)}\n`)
        return { file: path, verdicts: report.verdicts?.length ?? 0, logLines: report.log.length }
      }),
    )
}

/** @throws AppError that says what to do. */
function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw isThere ? new AppError('conflict', `${path} is there already. Name another file.`, 'out') : new AppError('invalid', `The report could not be written: ${error instanceof Error ? error.message : String(error)}`, 'out')
  }
}
