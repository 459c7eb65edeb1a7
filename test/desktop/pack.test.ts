/** The package: electron-builder really packs for Linux around a placeholder of Electron's binary, and what it packed is listed, measured and started through the double. */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from '../electron-double/launch.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'hookline-pack-'))
const unpacked = join(work, 'out', process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked')
const resources = join(unpacked, 'resources')
const archive = join(resources, 'app.asar')
const native = `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`

/** What Electron's binary carries for its switches: a mark, a version, how many there are, and one character for each. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseNames = ['runAsNode', 'cookieEncryption', 'nodeOptions', 'nodeCliInspect', 'asarIntegrity', 'onlyAsar', 'browserSnapshot', 'fileProtocolPrivileges']

let files: { path: string; sizeBytes: number; isOutside: boolean }[] = []

beforeAll(async () => {
  const placeholder = join(work, 'electron')
  mkdirSync(join(placeholder, 'locales'), { recursive: true })
  mkdirSync(join(placeholder, 'resources'))
  writeFileSync(join(placeholder, 'electron'), `no binary ${fuseMark}\u0001${String.fromCharCode(fuseNames.length)}${'1'.repeat(fuseNames.length)} and no more`)
  for (const language of ['en-US', 'en-GB', 'de', 'fr']) writeFileSync(join(placeholder, 'locales', `${language}.pak`), language)
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js')
  await promisify(execFile)(process.execPath, [cli, '--linux', 'dir', `-c.electronDist=${placeholder}`, `-c.directories.output=${join(work, 'out')}`], { cwd: findProject(), env: { ...process.env, NODE_OPTIONS: '' } })
  files = listPackage(archive, { isPack: false })
    .map((path) => path.slice(1).replaceAll('\\', '/'))
    .flatMap((path) => {
      const entry = statFile(archive, path)
      return 'files' in entry ? [] : [{ path, sizeBytes: 'size' in entry ? entry.size : 0, isOutside: 'unpacked' in entry && entry.unpacked === true }]
    })
}, 120_000)
/** This checkout. Where its packages are borrowed by a link npm cannot list them, and electron-builder is told to look for itself, in a copy. */
function findProject(): string {
  if (!lstatSync(join(root, 'node_modules')).isSymbolicLink()) return root
  const project = join(work, 'project')
  for (const name of ['out', 'resources', 'LICENSE', 'THIRD-PARTY.md', 'electron-builder.yml']) cpSync(join(root, name), join(project, name), { recursive: true })
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object
  writeFileSync(join(project, 'package.json'), JSON.stringify({ ...manifest, packageManager: 'traversal@1.0.0' }))
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
  return project
}

afterAll(() => rmSync(work, { recursive: true, force: true }))

const paths = () => files.map(({ path }) => path)

test('holds what was built and what main loads, and nothing else', () => {
  expect(new Set(paths().map((path) => path.split('/')[0]))).toEqual(new Set(['LICENSE', 'THIRD-PARTY.md', 'node_modules', 'out', 'package.json']))
  for (const needed of ['out/main/desktop.js', 'out/main/worker.js', 'out/main/reader.js', 'out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html']) expect(paths()).toContain(needed)
})

test('holds no sources, tests, maps or declarations', () => {
  const unwanted = /\.(map|tsx?|mts|cts|flow|h|cc?|gypi?)$|(^|\/)(tests?|__tests__|fixtures|coverage|benchmarks?|examples?|\.github)\/|(^|\/)src\/(main|renderer|shared)\//
  expect(paths().filter((path) => unwanted.test(path))).toEqual([])
})

test('holds no development dependency', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean }> }
  const folders = new Set(paths().flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []))
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  expect([...folders]).toEqual(expect.arrayContaining(Object.keys(dependencies).map((name) => `node_modules/${name}`)))
  expect([...folders].filter((folder) => lock.packages[folder] === undefined || lock.packages[folder].dev === true)).toEqual([])
})

test('is at most 18 MB of ours, with the languages that the window speaks', () => {
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  expect(sizeBytes).toBeGreaterThan(5_000_000)
  expect(sizeBytes).toBeLessThanOrEqual(18_000_000)
  expect(existsSync(join(unpacked, 'locales/de.pak'))).toBe(true)
  expect(existsSync(join(unpacked, 'locales/fr.pak'))).toBe(false)
})

test('has SQLite of this system alone, outside the archive, and nothing else there', () => {
  expect(files.filter(({ isOutside }) => isOutside).map(({ path }) => path)).toEqual([native])
  expect(paths().filter((path) => path.endsWith('.node'))).toEqual([native])
  expect(readFileSync(join(`${archive}.unpacked`, native)).subarray(1, 4).toString()).toBe('ELF')
})

test('brings the pictures of tray and taskbar', () => {
  const shown = (folder: string) => readdirSync(join(resources, 'resources', folder)).sort()
  expect(shown('tray')).toEqual(readdirSync(join(root, 'resources/tray')).sort())
  expect(shown('overlay')).toHaveLength(20)
})

test('is known to Linux by one name, in its file for desktops and as it runs', () => {
  const { desktopName } = JSON.parse(extractFile(archive, 'package.json').toString()) as { desktopName?: string }
  const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
  expect(desktopName).toBe(`${/executableName: (.+)/.exec(config)?.[1]}.desktop`)
  expect(config).toMatch(/^ {2}syncDesktopName: true$/m)
})

test('is started with the sandbox by menus of desktops, as an AppImage, too', () => {
  // Without this line electron-builder 26 writes `Exec=AppRun --no-sandbox %U` (app-builder-lib/out/targets/appimage/AppImageTarget.js).
  expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toMatch(/^appImage:\n {2}executableArgs: \[\]$/m)
})

test('turns the switches of the binary: no Node by the back door, only our archive, cookies sealed', () => {
  const binary = readFileSync(join(unpacked, 'hookline'), 'latin1')
  const start = binary.indexOf(fuseMark) + fuseMark.length + 2
  const fuses = Object.fromEntries(fuseNames.map((name, index) => [name, binary[start + index] === '1']))
  expect(fuses).toEqual({ runAsNode: false, cookieEncryption: true, nodeOptions: false, nodeCliInspect: false, asarIntegrity: true, onlyAsar: true, browserSnapshot: false, fileProtocolPrivileges: false })
  expect(readFileSync(join(root, 'electron-builder.tested.yml'), 'utf8').replace(/^#.*\n/, '')).toBe('extends: ./electron-builder.yml\nelectronFuses:\n  enableNodeCliInspectArguments: true\n')
})

test('starts: what was packed finds all its parts, away from this checkout', async () => {
  const program = join(work, 'app')
  extractAll(archive, program)
  const app = await launch({ main: join(program, 'out/main/desktop.js'), isPackaged: true, args: [`--user-data-dir=${join(work, 'data')}`], env: { DOUBLE_RESOURCES: resources, ELECTRON_RENDERER_URL: 'data:text/html,<title>Hookline</title><input>' } })
  try {
    const page = await app.firstWindow()
    await expect.poll(() => page.title(), { timeout: 20_000 }).toContain('Hookline')
    await page.getByRole('textbox').first().waitFor()
    // Only in development may another page be shown.
    expect(new URL(page.url()).pathname).toBe('/index.html')
    expect(existsSync(join(work, 'data/hookline.db'))).toBe(true)
    // A picture that is not found is an empty one, and nobody says so.
    const shownInTray = await app.evaluate(({ double }) => double.readTray().image)
    expect(shownInTray).toBe(`data:image/png;base64,${readFileSync(join(root, 'resources/tray/normal.png'), 'base64')}`)
    expect(app.notes.filter(({ what }) => what === 'errorBox')).toEqual([])
  } finally {
    await app.close()
  }
})
