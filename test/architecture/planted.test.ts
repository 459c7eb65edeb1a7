/** Plants a violation of each rule and expects lint or the compiler to report it, without writing a file into the tree. That the tree itself is clean is checked by the stages `types` and `lint`. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ESLint, type Linter } from 'eslint'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import { folders, homes } from './import-rules.ts'
import { root, sourceFiles } from './tree.ts'

/** Looked for once: the table of imports asks a thousand times. */
const sourcePaths = sourceFiles()

/** The real configuration, of files that are not on the disk. */
const eslint = new ESLint({ cwd: root })

async function lint(path: string, code: string): Promise<Linter.LintMessage[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, path) })
  return result?.messages ?? []
}

describe('lint', () => {
  test.each([
    ['the contract imports a rule', 'src/shared/contract/planted.ts', `import '#shared/core/ids.ts'`, 'import-x/no-restricted-paths'],
    ['a rule imports a dialect', 'src/shared/core/planted.ts', `import '../dialects/index.ts'`, 'import-x/no-restricted-paths'],
    ['a dialect imports the store', 'src/shared/dialects/planted.ts', `import '#server/store/hooks.ts'`, 'import-x/no-restricted-paths'],
    ['a type is imported where a value may not be', 'src/shared/core/planted.ts', `import type { Reader } from '#server/store/connection.ts'`, 'import-x/no-restricted-paths'],
    ['the store imports an action', 'src/main/server/store/planted.ts', `import '../actions/hooks/create-hook.ts'`, 'import-x/no-restricted-paths'],
    ['an action imports the listener', 'src/main/server/actions/planted.ts', `import '../listener/http.ts'`, 'import-x/no-restricted-paths'],
    ['the listener imports a handler', 'src/main/server/listener/planted.ts', `import '#server/rpc/hooks.ts'`, 'import-x/no-restricted-paths'],
    ['a handler reaches into the listener', 'src/main/server/rpc/planted.ts', `import '../listener/http.ts'`, 'import-x/no-restricted-paths'],
    ['the picture fetcher imports the store', 'src/main/server/remote/planted.ts', `import '../store/settings.ts'`, 'import-x/no-restricted-paths'],
    ['the desktop opens an address by itself', 'src/main/desktop/planted.ts', `import { shell } from 'electron'`, 'no-restricted-syntax'],
    ['under another name', 'src/main/desktop/planted.ts', `import { shell as system } from 'electron'`, 'no-restricted-syntax'],
    ['through all of Electron', 'src/main/desktop/planted.ts', `import * as all from 'electron'`, 'no-restricted-syntax'],
    ['loaded when needed', 'src/main/desktop/planted.ts', `export const load = () => import('electron')`, 'no-restricted-syntax'],
    ['through a window', 'src/main/desktop/planted.ts', `export const open = (any: { openExternal(url: string): void }) => any.openExternal('file:///')`, 'no-restricted-syntax'],
    ['another kind of window', 'src/main/desktop/planted.ts', `import { BrowserWindow } from 'electron'\nexport const open = () => new BrowserWindow()`, 'no-restricted-syntax'],
    ['a view in a window', 'src/main/desktop/planted.ts', `import { WebContentsView } from 'electron'`, 'no-restricted-syntax'],
    ['the desktop reads the store', 'src/main/desktop/planted.ts', `import '#server/store/hooks.ts'`, 'import-x/no-restricted-paths'],
    ['the CLI calls an action', 'src/main/headless/commands/planted.ts', `import '#server/actions/hooks/create-hook.ts'`, 'import-x/no-restricted-paths'],
    ['the server imports the desktop', 'src/main/server/actions/planted.ts', `import '../../desktop/window.ts'`, 'import-x/no-restricted-paths'],
    ['preload imports the server', 'src/preload/planted.ts', `import '#server/app.ts'`, 'import-x/no-restricted-paths'],
    ['the renderer imports the server', 'src/renderer/lib/planted.ts', `import '#server/app.ts'`, 'import-x/no-restricted-paths'],
    ['… lazily', 'src/renderer/lib/planted.ts', `export const app = () => import('#server/app.ts')`, 'import-x/no-restricted-paths'],
    ['a feature imports another', 'src/renderer/features/hooks/planted.ts', `import '#renderer/features/sidebar/index.ts'`, 'import-x/no-restricted-paths'],
    ['a widget imports a feature', 'src/renderer/widgets/planted.ts', `import '#renderer/features/sidebar/index.ts'`, 'import-x/no-restricted-paths'],
    ['ui imports lib', 'src/renderer/ui/planted.ts', `import '../lib/data/client.ts'`, 'import-x/no-restricted-paths'],
    ['the app passes by the index of a feature', 'src/renderer/app/planted.ts', `import '#renderer/features/hooks/list/hook-list.tsx'`, 'import-x/no-restricted-paths'],
    ['source imports a test helper', 'src/main/server/actions/planted.ts', `import '../../../../test/helpers/start-app.ts'`, 'import-x/no-restricted-paths'],
    ['something writes a projection table', 'src/main/server/store/planted.ts', `import './projection/hooks.ts'`, 'import-x/no-restricted-paths'],
    ['electron in the server', 'src/main/server/planted.ts', `import { app } from 'electron'\napp.quit()`, 'no-restricted-imports'],
    ['electron in the renderer, lazily', 'src/renderer/lib/planted.ts', `export const electron = () => import('electron')`, 'no-restricted-syntax'],
    ['node:fs in the renderer', 'src/renderer/lib/planted.ts', `import 'node:fs'`, 'no-restricted-imports'],
    ['fs without the prefix', 'src/shared/core/planted.ts', `import 'fs'`, 'no-restricted-imports'],
    ['react in the server', 'src/main/server/rpc/planted.ts', `import 'react'`, 'no-restricted-imports'],
    ['SQLite outside the store', 'src/main/server/actions/planted.ts', `import 'better-sqlite3'`, 'no-restricted-imports'],
    ['oRPC in a feature', 'src/renderer/features/hooks/planted.ts', `import '@orpc/client'`, 'no-restricted-imports'],
    ['oRPC in a handler', 'src/main/server/rpc/hooks.ts', `import '@orpc/server'`, 'no-restricted-imports'],
    ['a request around the address guard', 'src/main/server/actions/planted.ts', `import 'undici'`, 'no-restricted-imports'],
    ['SQL outside the store', 'src/main/server/actions/planted.ts', `export const sql = 'SELECT 1 FROM message'`, 'no-restricted-syntax'],
    ['… in a template', 'src/main/server/rpc/planted.ts', 'export const sql = (id: string) => `DELETE FROM message WHERE id = ${id}`', 'no-restricted-syntax'],
    ['BEGIN outside the one door', 'src/main/server/store/planted.ts', `export const sql = 'BEGIN IMMEDIATE'`, 'no-restricted-syntax'],
    ['COMMIT in an action', 'src/main/server/actions/planted.ts', `export const sql = 'COMMIT'`, 'no-restricted-syntax'],
    ['a transaction outside the one door', 'src/main/server/store/planted.ts', `export const run = (db: { transaction(fn: () => void): void }) => db.transaction(() => {})`, 'no-restricted-syntax'],
    ['the clock in a rule', 'src/shared/core/planted.ts', `export const now = () => Date.now()`, 'no-restricted-syntax'],
    ['… in a dialect, by another name', 'src/shared/dialects/planted.ts', `export const now = () => new Date()`, 'no-restricted-syntax'],
    ['chance in a rule', 'src/shared/core/planted.ts', `export const roll = () => Math.random()`, 'no-restricted-syntax'],
    ['raw IPC', 'src/main/desktop/window.ts', `import { ipcMain } from 'electron'\nipcMain.on('x', () => {})`, 'no-restricted-syntax'],
    ['a default export', 'src/shared/core/planted.ts', `export default 1`, 'import-x/no-default-export'],
    ['five parameters', 'src/shared/core/planted.ts', `export function f(a: 1, b: 1, c: 1, d: 1, e: 1) { return [a, b, c, d, e] }`, 'max-params'],
    ['a long function', 'src/shared/core/planted.ts', `export function f(go: () => void) {\n${'go()\n'.repeat(60)}}`, 'max-lines-per-function'],
    ['a long file', 'src/shared/core/planted.ts', '//\n'.repeat(301), 'max-lines'],
    ['deep nesting', 'src/shared/core/planted.ts', `export function f(a: boolean) { if (a) { if (a) { if (a) { if (a) { return 1 } } } } return 0 }`, 'max-depth'],
  ])('%s', async (_, path, code, rule) => {
    expect((await lint(path, code)).map(({ ruleId }) => ruleId)).toContain(rule)
  })

  test.each([
    ['src/main/server/store/planted.ts', `export const sql = 'SELECT 1 FROM message'`],
    ['src/main/server/store/apply-change.ts', `import './projection/hooks.ts'`],
    ['src/main/server/store/write.ts', `export const sql = 'BEGIN IMMEDIATE'`],
    ['src/main/server/actions/planted.ts', `export const now = () => Date.now()\nexport const text = 'Select a channel, then update it. Commit to it.'`],
    ['src/main/desktop/bridge.ts', `import { ipcMain } from 'electron'\nipcMain.on('x', () => {})`],
    ['src/renderer/app/planted.ts', `import '#renderer/features/hooks/index.ts'`],
    ['src/shared/core/planted.ts', `export const at = (ms: number) => new Date(ms)`],
  ])('leaves alone what is right: %s', async (path, code) => {
    expect(await lint(path, code)).toEqual([])
  })
})

/** Of oxlint, which reads types and what imports what: it sees only files on the disk, so these stand in a folder with the real configuration. */
describe('lint that reads types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-planted-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const careless = `export async function save(text: string) {
  Promise.resolve(text)
  const read = JSON.parse(text)
  return read.name
}`
  const files = {
    'src/main/server/one.ts': `import { two } from '#server/two.ts'\nexport const one = (): number => two() + 1`,
    'src/main/server/two.ts': `import { one } from './one.ts'\nexport const two = (): number => one() + 1`,
    'src/main/server/types.ts': `import type { Three } from './three.ts'\nexport type Four = Three`,
    'src/main/server/three.ts': `import type { Four } from './types.ts'\nexport interface Three {\n  readonly next: Four | null\n}`,
    'src/renderer/careless.ts': careless,
    'src/shared/core/careful.ts': `export const save = async (text: string): Promise<unknown> => (await Promise.resolve(), JSON.parse(text) as unknown)`,
    'test/careless.ts': careless,
    'src/shared/careless.test.ts': careless,
  }

  test('floating promises everywhere, what has no type and cycles in sources, and nothing else', () => {
    for (const [path, code] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), code)
    }
    for (const name of ['.oxlintrc.json', 'tsconfig.json', 'tsconfig.base.json', 'package.json']) copyFileSync(join(root, name), join(folder, name))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    const { stdout, status } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'unix', '.'], { cwd: folder, encoding: 'utf8' })
    const reported = [...stdout.matchAll(/^(.+?):\d+:\d+: .*\((.+?)\)\]$/gm)].map(([, path, rule]) => `${path} ${rule}`)
    expect([...new Set(reported)].sort()).toEqual([
      'src/main/server/one.ts no-cycle',
      'src/main/server/two.ts no-cycle',
      'src/renderer/careless.ts no-floating-promises',
      'src/renderer/careless.ts no-unsafe-assignment',
      'src/renderer/careless.ts no-unsafe-member-access',
      'src/renderer/careless.ts no-unsafe-return',
      'src/shared/careless.test.ts no-floating-promises',
      'test/careless.ts no-floating-promises',
    ])
    expect(status).toBe(1)
  })
})

describe('the table of imports', () => {
  test('names every folder that has code', () => {
    const homeless = sourcePaths.filter((path) => !folders.some(({ folder }) => covers(folder, path)))
    expect(homeless).toEqual([])
  })

  test.each(folders.map((row) => [row.folder, row] as const))('%s: all that it may not import is reported, and nothing else', async (_, { folder, mayImport, eachAlone }) => {
    const inside = eachAlone ? `${folder}/${readdirSync(join(root, folder))[0]}` : folder.replace('/*', '')
    const planted = `${inside}/planted.ts`
    const targets = folders.flatMap((row) => firstFile(row.folder) ?? []).filter((path) => !path.startsWith(`${inside}/`))
    const lines = targets.map((path) => ({ specifier: alias(path) ?? relative(inside, path), allowed: mayImport.some((one) => isIn(one, path)) }))
    const packages = homes.map((home) => ({ specifier: (home.packages[0] ?? '').replace('*', 'fs'), allowed: home.only.some((one) => isIn(one, planted)) }))
    const all = [...lines, ...packages].filter(({ specifier }) => !specifier.startsWith('#renderer/features/') || !inside.startsWith('src/renderer/app'))
    const messages = await lint(planted, all.map(({ specifier }) => `import '${specifier}'`).join('\n'))
    const reported = new Set(messages.map(({ line }) => all[line - 1]?.specifier))
    expect([...reported].sort()).toEqual(all.filter(({ allowed }) => !allowed).map(({ specifier }) => specifier).sort())
  })
})

describe('the compiler', () => {
  const sources = new Map<string, ts.SourceFile | undefined>()

  test.each([
    ['document in shared', 'pure', 'src/shared/core/planted.ts', `export const title = document.title`, 2584],
    ['node:fs in shared', 'pure', 'src/shared/core/planted.ts', `import { readFileSync } from 'node:fs'\nexport const read = readFileSync`, 2591],
    ['process in shared', 'pure', 'src/shared/dialects/planted.ts', `export const env = process.env`, 2591],
    ['setTimeout in shared', 'pure', 'src/shared/core/planted.ts', `export const wait = () => setTimeout(() => {}, 1)`, 2304],
    ['document in the server', 'node', 'src/main/server/planted.ts', `export const title = document.title`, 2584],
    ['localStorage in the CLI', 'node', 'src/main/headless/planted.ts', `export const length: number = window.length`, 2304],
    ['process in the renderer', 'web', 'src/renderer/lib/planted.ts', `export const env = process.env`, 2591],
    ['node:fs in the renderer', 'web', 'src/renderer/lib/planted.ts', `import { readFileSync } from 'node:fs'\nexport const read = readFileSync`, 2591],
    ['an enum, which Node cannot strip', 'node', 'src/main/server/planted.ts', `export enum Colour { red }`, 1294],
  ])('%s', (_, environment, path, code, expected) => {
    expect(compile(environment, path, code)).toContain(expected)
  })

  test.each([
    ['pure', 'src/shared/core/planted.ts', `export const has = new URLSearchParams('a').has('a')`],
    ['node', 'src/main/server/planted.ts', `import { readFileSync } from 'node:fs'\nexport const read = readFileSync`],
    ['electron', 'src/main/desktop/planted.ts', `import { app } from 'electron'\nexport const title = () => [document.title, app.name, process.pid]`],
    ['web', 'src/renderer/lib/planted.ts', `export const title = document.title`],
  ])('leaves alone what is right: %s', (environment, path, code) => {
    expect(compile(environment, path, code)).toEqual([])
  })

  test('checks every source file in the environment that it runs in', () => {
    const environmentOf = (path: string) => (path.startsWith('src/shared/') ? 'pure' : path.startsWith('src/renderer/') ? 'web' : /^src\/(preload|main\/desktop)\//.test(path) ? 'electron' : 'node')
    const included = new Map(['pure', 'node', 'electron', 'web'].map((name) => [name, new Set(readConfig(name).fileNames)]))
    const missed = sourcePaths.filter((path) => !included.get(environmentOf(path))?.has(join(root, path)))
    expect(missed).toEqual([])
  })

  function compile(environment: string, path: string, code: string): number[] {
    const { options } = readConfig(environment)
    const file = join(root, path)
    const host = ts.createCompilerHost(options)
    const read = host.getSourceFile.bind(host)
    host.fileExists = (name) => name === file || existsSync(name)
    host.getSourceFile = (name, version, ...rest) => {
      if (name === file) return ts.createSourceFile(name, code, version)
      const key = `${environment}:${name}`
      if (!sources.has(key)) sources.set(key, read(name, version, ...rest))
      return sources.get(key)
    }
    const extra = environment === 'pure' ? [join(root, 'src/shared/environment.d.ts')] : []
    const program = ts.createProgram([file, ...extra], options, host)
    const source = program.getSourceFile(file)
    return [...program.getOptionsDiagnostics(), ...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) => diagnostic.code)
  }

  function readConfig(environment: string): ts.ParsedCommandLine {
    const path = join(root, `tsconfig.${environment}.json`)
    const { config } = ts.readConfigFile(path, ts.sys.readFile) as { config: unknown }
    return ts.parseJsonConfigFileContent(config, ts.sys, root, undefined, path)
  }
})

function covers(folder: string, path: string): boolean {
  return folder.endsWith('/*') ? new RegExp(`^${folder.slice(0, -1)}[^/]+$`).test(path) : path.startsWith(`${folder}/`)
}

function isIn(outer: string, path: string): boolean {
  return path === outer || path.startsWith(`${outer}/`)
}

function firstFile(folder: string): string | undefined {
  return sourcePaths.find((path) => covers(folder, path))
}

function alias(path: string): string | undefined {
  const found = /^src\/(?:(shared|renderer)|main\/(server))\/(.*)$/.exec(path)
  return found ? `#${found[1] ?? found[2]}/${found[3]}` : undefined
}

function relative(from: string, to: string): string {
  return `${'../'.repeat(from.split('/').length)}${to}`
}
