/** Help → Create report: what the server says of itself and what only the shell knows, without secrets, saved where the person wants it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, screen, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { ShellSettings } from '#shared/contract/shell.ts'
import type { ReportedLine, SupportReport } from '#shared/contract/support.ts'
import { localDay } from '#shared/core/local-day.ts'
import { redact, redactError } from '#shared/core/redact.ts'
import { writeJsonFile } from './json-file.ts'
import { logProblem } from './shell-log.ts'
import { words } from './words.ts'

export interface ReportSources {
  /** @throws Error when the server does not run. */
  askServer(): Promise<SupportReport>
  readonly settings: ShellSettings
  /** Of the shell's own files. */
  readonly shellFolder: string
  readonly window: BrowserWindow | undefined
}

export interface DesktopReport {
  /** Null when it does not run; then the shell's log says why. */
  readonly server: SupportReport | null
  readonly shell: {
    readonly versions: Readonly<Record<string, string>>
    readonly isPackaged: boolean
    readonly settings: ShellSettings
    readonly displays: readonly { readonly width: number; readonly height: number; readonly scale: number }[]
    readonly log: readonly ReportedLine[]
  }
}

const linesReported = 200

export async function createReport({ askServer, settings, shellFolder }: ReportSources): Promise<DesktopReport> {
  const server = await askServer().catch((error: unknown) => {
    logProblem('the server gave no report', error)
    return null
  })
  const { electron = '', chrome = '', node } = process.versions
  return {
    server,
    shell: {
      versions: { hookline: app.getVersion(), electron, chrome, node },
      isPackaged: app.isPackaged,
      settings,
      displays: screen.getAllDisplays().map(({ size, scaleFactor }) => ({ ...size, scale: scaleFactor })),
      log: readShellLog(join(shellFolder, 'shell.log')),
    },
  }
}

/** Asks where to save it, and says how that went. Never throws. */
export async function saveReport(sources: ReportSources): Promise<void> {
  const { report } = words()
  try {
    const name = `hookline-report-${localDay(new Date())}.json`
    const options = { title: report.title, defaultPath: join(app.getPath('documents'), name), filters: [{ name: 'JSON', extensions: ['json'] }] }
    const { canceled, filePath } = await (sources.window === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(sources.window, options))
    if (canceled || filePath === '') return
    writeJsonFile(filePath, await createReport(sources))
    await say(sources.window, { type: 'info', message: report.saved, detail: `${report.readIt}\n\n${filePath}` })
  } catch (error) {
    logProblem('the report could not be saved', error)
    await say(sources.window, { type: 'error', message: report.failed, detail: error instanceof Error ? error.message : String(error) })
  }
}

async function say(window: BrowserWindow | undefined, options: MessageBoxOptions): Promise<void> {
  const box = { ...options, buttons: [words().crash.close] }
  await (window === undefined || window.isDestroyed() ? dialog.showMessageBox(box) : dialog.showMessageBox(window, box))
}

/** The newest last; of each line the fields that the shell's log writes, without what a stranger must not read. */
function readShellLog(path: string): ReportedLine[] {
  return readLines(path)
    .slice(-linesReported)
    .flatMap((raw) => {
      const { time, what, error } = parse(raw)
      return what === undefined ? [] : [{ time: redact(time ?? ''), level: 'error', what: redact(what), ...(error === undefined ? {} : { error: redactError(error) }) }]
    })
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function parse(raw: string): { time?: string; what?: string; error?: string } {
  try {
    const line = JSON.parse(raw) as Record<string, unknown>
    return Object.fromEntries(['time', 'what', 'error'].flatMap((name) => (typeof line[name] === 'string' ? [[name, line[name]]] : [])))
  } catch {
    return {}
  }
}
