/** What package.json, the lock file and npm's settings promise, and what may stand in no file that is published. */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryFiles, root } from './tree.ts'

interface Manifest {
  readonly main: string
  readonly bin: Record<string, string>
  readonly engines: Record<string, string>
  readonly license: string
  readonly dependencies: Record<string, string>
  readonly devDependencies: Record<string, string>
  readonly scripts: Record<string, string>
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as Manifest
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string; dependencies?: Record<string, string>; devDependencies?: Record<string, string> }> }
const packages = { ...manifest.dependencies, ...manifest.devDependencies }

describe('package.json', () => {
  test('has exact versions, and the lock file has the same', () => {
    for (const [name, written] of Object.entries(packages)) {
      const version = written.replace(/^npm:[^@]+@/, '')
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
    }
    expect(lock.packages['']).toMatchObject({ dependencies: manifest.dependencies, devDependencies: manifest.devDependencies })
  })

  test('keeps what the program loads at run time among the dependencies', () => {
    // In devDependencies better-sqlite3 would be bundled without its native part, and the build would succeed all the same.
    expect(manifest.dependencies).toHaveProperty('better-sqlite3')
    expect(manifest.devDependencies).toHaveProperty('electron')
    expect(manifest.devDependencies).toHaveProperty('node')
  })

  test('pins the packages whose minor versions break things', () => {
    expect(packages).toMatchObject({ '@orpc/client': '1.15.3', '@orpc/contract': '1.15.3', '@orpc/server': '1.15.3', 'ts-mls': '1.6.4', typescript: '6.0.3' })
  })

  test('has the scripts and files that the documents name', () => {
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['start', 'hookline', 'build', 'test', 'lint', 'typecheck']))
    expect(manifest).toMatchObject({ license: 'MIT', engines: { node: '>=24' }, bin: { hookline: 'bin/hookline.js' } })
    expect(read('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} Hookline contributors\n/)
  })
})

test('npm writes exact versions and no download addresses', () => {
  expect(read('.npmrc').trim().split('\n').sort()).toEqual(['omit-lockfile-registry-resolved=true', 'save-exact=true'])
  expect(read('package-lock.json')).not.toContain('"resolved"')
})

describe('no published file names', () => {
  const texts = repositoryFiles()
    .filter((path) => !/\.(png|ico|icns|woff2?|wav|mp3|gif|jpe?g|webp)$/.test(path))
    .map((path) => ({ path, text: read(path) }))
  const naming = (pattern: RegExp) => texts.filter(({ text }) => pattern.test(text)).map(({ path }) => path)

  test('a package registry', () => {
    const configured = process.env['npm_config_registry']
    const host = configured === undefined ? undefined : URL.parse(configured)?.host
    const hosts = ['registry\\.[a-z0-9-]+\\.[a-z]+', 'artifactory', 'verdaccio', ...(host ? [escape(host)] : [])]
    expect(naming(new RegExp(`https?:(//|\\\\/\\\\/)[^\\s"']*(${hosts.join('|')})`, 'i'))).toEqual([])
  })

  test('a folder of the computer where it was written', () => {
    const folders = [...['work', 'root'].map((name) => `(?<![\\w.~)}*-])/${name}/`), '/(?:home|Users)/(?!\\.\\.\\.)[a-z][\\w-]+/', ...[homedir(), root].filter((path) => path.length > 5).map((path) => escape(path))]
    expect(naming(new RegExp(folders.join('|')))).toEqual([])
  })
})

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
