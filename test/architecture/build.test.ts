/** The built program finds its parts: native packages stay outside, threads stand beside their starters, preload fits a sandbox. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './tree.ts'

const out = mkdtempSync(join(tmpdir(), 'hookline-build-'))
afterAll(() => rmSync(out, { recursive: true, force: true }))
beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--outDir', out, '--logLevel', 'error'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}, 60_000)

const mainFiles = () => readdirSync(join(out, 'main')).map((name) => ({ name, text: readFileSync(join(out, 'main', name), 'utf8') }))

/** A bundled package shows how it is used in its comments. */
const withoutComments = (text: string): string => text.replace(/^\s*(?:\/\*[^]*?\*\/|\/\/.*)$/gm, '')

test('main imports all that package.json names as dependencies and no more, for the package carries no others', () => {
  const imported = mainFiles().flatMap(({ text }) => [...withoutComments(text).matchAll(/^import\b[^'"\n]*["']([^'"\n]+)["'];?$|\bimport\(["']([^'"\n]+)["']\)/gm)].map((match) => match[1] ?? match[2] ?? ''))
  const packages = imported.filter((name) => !/^(\.|node:|electron$)/.test(name)).map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'))
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  expect([...new Set(packages)].sort()).toEqual(Object.keys(dependencies).sort())
  expect(mainFiles().filter(({ text }) => text.includes('better_sqlite3.node')).map(({ name }) => name)).toEqual([])
})

test('only the desktop loads Electron', () => {
  const loading = mainFiles().filter(({ text }) => /(?:from|import|require\()\s*\(?["']electron["']/.test(text))
  // A command of `--cli` runs without it, so it is in the part that desktop.js alone fetches when a window is wanted.
  expect(loading.map(({ name }) => name.replace(/-[\w-]{8}\.js$/, '.js'))).toEqual(['start.js'])
  expect(mainFiles().filter(({ text }) => text.includes(loading[0]!.name)).map(({ name }) => name)).toEqual(['desktop.js'])
})

test('every thread stands beside the file that starts it', () => {
  expect(mainFiles().map(({ name }) => name)).toEqual(expect.arrayContaining(['cli.js', 'desktop.js', 'reader.js', 'worker.js']))
})

test('preload is one CommonJS file that requires electron alone', () => {
  expect(readdirSync(join(out, 'preload'))).toEqual(['index.cjs'])
  const text = readFileSync(join(out, 'preload/index.cjs'), 'utf8')
  expect([...text.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1])).toEqual(['electron'])
  expect(text).not.toMatch(/^import /m)
})

test('the page loads nothing from elsewhere', () => {
  const html = readFileSync(join(out, 'renderer/index.html'), 'utf8')
  expect([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1])).toEqual(expect.arrayContaining([expect.stringMatching(/^\.\/assets\//)]))
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
})
