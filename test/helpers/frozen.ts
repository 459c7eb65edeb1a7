/** What every fixture came to in a release: one JSON file each, and the list of results that were changed on purpose since. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesBelow } from '../architecture/tree.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = 'test/fixtures/frozen'

/** Fixture → number of the decision that changed its result. */
export type Changes = Readonly<Record<string, string>>

export function readChanges(): Changes {
  return JSON.parse(readFileSync(join(root, folder, 'changes.json'), 'utf8')) as Changes
}

/** The latest release that was frozen; undefined before the first. */
export function findNewestFrozen(): string | undefined {
  const versions = readdirSync(join(root, folder)).filter((name) => /^\d+\.\d+\.\d+$/.test(name))
  return versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
}

export function readFrozen(version: string): Map<string, unknown> {
  const base = `${folder}/${version}/`
  return new Map(filesBelow(base.slice(0, -1)).map((path) => [path.slice(base.length, -'.json'.length), JSON.parse(readFileSync(join(root, path), 'utf8')) as unknown]))
}

/** @throws if that version was frozen and `again` is not asked for: senders rely on it. */
export function writeFrozen(version: string, results: ReadonlyMap<string, unknown>, again: boolean): void {
  const target = join(root, folder, version)
  if (existsSync(target) && !again) throw new Error(`${folder}/${version} is there already. Raise the version in package.json, or say --again while ${version} is not released.`)
  rmSync(target, { recursive: true, force: true })
  for (const [name, result] of results) {
    const path = join(target, `${name}.json`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`)
  }
  writeFileSync(join(root, folder, 'changes.json'), '{}\n')
}

/** Why a change is not recorded, or undefined when it is: its decision exists and names the fixture. */
export function explainUnrecorded(name: string, changes: Changes): string | undefined {
  const number = changes[name]
  if (number === undefined) return `${name} has another result than in the last release. If that is meant, write a decision that names it and list it in ${folder}/changes.json.`
  const file = readdirSync(join(root, 'docs/decisions')).find((path) => path.startsWith(`${number}-`))
  if (file === undefined) return `${name}: there is no decision ${number} in docs/decisions.`
  return readFileSync(join(root, 'docs/decisions', file), 'utf8').includes(name) ? undefined : `docs/decisions/${file} does not name ${name}.`
}
