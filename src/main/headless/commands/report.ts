/** The command of the support report. */
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import { parseFile } from '../parse.ts'

export function addReportCommand(program: Command): void {
  withCommonOptions(program.command('report'))
    .description('write a support report: versions, settings, the last 200 requests and the log, without messages, names and secrets')
    .requiredOption('--out <file>', 'the file to write, for instance hookline-report.json; it must not be there yet', parseFile)
    .action(
      act(async (client, { out }: CommonOptions & { out: string }) => {
        const report = await client.support.report()
        const path = resolve(out)
        write(path, `${JSON.stringify(report, null, 2)}\n`)
        return { file: path, verdicts: report.verdicts?.length ?? null, logLines: report.log.length }
      }),
    )
}

/** @throws AppError that says what to do. */
function write(path: string, text: string): void {
  const code = tryTo(() => writeFileSync(path, '', { flag: 'wx', mode: 0o600 }))
  if (code === 'EEXIST') throw new AppError('conflict', `${path} is there already. Name another file.`, 'out')
  if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('invalid', `There is no folder ${dirname(path)}. Make it, or name a file elsewhere.`, 'out')
  if (code !== undefined) throw new AppError('invalid', `Nothing can be written to ${path} (${code}). Name a file elsewhere.`, 'out')
  const failed = tryTo(() => writeFileSync(path, text))
  if (failed === undefined) return
  // Half of it would look like all.
  rmSync(path, { force: true })
  throw new AppError('storage_failed', `The report could not be written in full to ${path} (${failed}), and nothing of it was kept. Is the disk full?`, 'out')
}

/** @returns what the system calls its failure. */
function tryTo(write: () => void): string | undefined {
  try {
    write()
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
