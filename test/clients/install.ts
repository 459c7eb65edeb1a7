/** Fetches the programs into a folder of their own, says which, and takes the folder away in the end: nothing is installed in the system or in this project. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { programs } from './programs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the programs. */
    installed: string
    /** Version by package. */
    versions: Record<string, string>
  }
}

/** Started by vitest before the tests. What cannot be fetched fails the tests of its program, not those of others. */
export function setup(project: TestProject): () => Promise<void> {
  const kept = process.env['HOOKLINE_CLIENTS']
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'hookline-clients-'))
  process.once('exit', () => kept ?? rmSync(folder, { recursive: true, force: true }))
  const npm = programs.flatMap((program) => program.npm ?? [])
  const debian = programs.flatMap((program) => program.debian ?? [])
  process.stdout.write(`Into ${folder}, without installing them in the system:\n  from npm: ${npm.join(', ')}\n  from Debian: ${debian.join(', ')}\n`)
  attempt('npm', join(folder, 'npm'), () => fetchFromNpm(join(folder, 'npm'), npm))
  attempt('Debian', join(folder, 'debian'), () => fetchFromDebian(join(folder, 'debian'), debian))
  project.provide('installed', folder)
  project.provide('versions', { ...npmVersions(join(folder, 'npm'), npm), ...debianVersions(debian, join(folder, 'debian', 'packages')) })
  return async () => {
    if (kept === undefined) await rm(folder, { recursive: true, force: true })
  }
}

function attempt(from: string, folder: string, fetch: () => void): void {
  if (existsSync(folder)) return
  try {
    fetch()
  } catch (error) {
    process.stderr.write(`What comes from ${from} could not be fetched: ${(error as Error).message}\n`)
  }
}

/** Without running anything that a package brings for its installation. */
function fetchFromNpm(folder: string, names: readonly string[]): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  execFileSync('npm', ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error', ...names], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Downloads what the system does not have yet, with what it depends on, and unpacks it. `apt-get update` is for who runs this. */
function fetchFromDebian(folder: string, names: readonly string[]): void {
  const packages = join(folder, 'packages')
  mkdirSync(packages, { recursive: true })
  const wanted = execFileSync('apt-get', ['install', '--print-uris', '--quiet=2', '--no-install-recommends', ...names], { encoding: 'utf8' })
  const missing = [...wanted.matchAll(/^'[^']*' ([^_\s]+)_/gm)].map(([, name]) => name!)
  if (missing.length > 0) execFileSync('apt-get', ['download', '--quiet=2', '-o', 'APT::Sandbox::User=root', ...missing], { cwd: packages, stdio: ['ignore', 'ignore', 'inherit'] })
  for (const file of readdirSync(packages)) execFileSync('dpkg-deb', ['--extract', join(packages, file), folder])
}

function npmVersions(folder: string, names: readonly string[]): Record<string, string> {
  return versions(names, (name) => (JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version)
}

function debianVersions(names: readonly string[], packages: string): Record<string, string> {
  return versions(names, (name) => {
    const file = readdirSync(packages).find((one) => one.startsWith(`${name}_`))
    const [command, ...args] = file === undefined ? ['dpkg-query', '--show', '--showformat=${Version}', name] : ['dpkg-deb', '--field', join(packages, file), 'Version']
    return execFileSync(command!, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  })
}

function versions(names: readonly string[], versionOf: (name: string) => string): Record<string, string> {
  const found = (name: string): string => {
    try {
      return versionOf(name)
    } catch {
      return 'not here'
    }
  }
  return Object.fromEntries(names.map((name) => [name, found(name)]))
}
