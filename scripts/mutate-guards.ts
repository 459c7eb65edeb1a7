/**
 * `npm run mutate:guards`: takes each guard of scripts/guards.ts away in a copy of this checkout and expects the test named there to fail. Words
 * behind `npm run mutate:guards --` choose guards whose name or file has one of them. Two copies are tried at a time.
 */
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { guards, type Guard } from './guards.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const width = 2
/** Longer takes no test here, a build included. */
const patienceMs = 180_000

const words = process.argv.slice(2)
const chosen = guards.filter(({ name, file }) => words.length === 0 || words.some((word) => `${name} ${file}`.includes(word)))
const started = performance.now()
const work = mkdtempSync(join(tmpdir(), 'hookline-guards-'))
const results: boolean[] = []
try {
  const copies = Array.from({ length: width }, (_, index) => copyCheckout(join(work, String(index))))
  // First as it is: a test that fails anyway proves nothing.
  const files = [...new Set(chosen.map(({ test }) => test))]
  await share(copies, files, async (copy, file) => {
    const names = new Set(chosen.filter(({ test }) => test === file).map(({ expects }) => expects))
    const outcome = await runTest(copy, file)
    const missing = [...names].filter((name) => !isAnyOf(outcome.passed, name) || isAnyOf(outcome.failed, name))
    if (missing.length > 0) throw new Error(`${file} does not pass as it is: ${missing.join('; ')}`)
  })
  await share(copies, chosen, tryGuard)
} finally {
  rmSync(work, { recursive: true, force: true })
}
const held = results.filter(Boolean).length
console.log(`\n${held} of ${chosen.length} guards are watched, in ${Math.round((performance.now() - started) / 1000)} s`)
process.exitCode = held === chosen.length ? 0 : 1

async function tryGuard(copy: string, guard: Guard): Promise<void> {
  const path = join(copy, guard.file)
  const before = readFileSync(path, 'utf8')
  if (before.split(guard.text).length !== 2) throw new Error(`${guard.file} no longer has exactly once: ${guard.text}`)
  try {
    writeFileSync(path, before.replace(guard.text, () => guard.replacement))
    const { failed } = await runTest(copy, guard.test, guard.expects)
    const noticed = isAnyOf(failed, guard.expects)
    results.push(noticed)
    console.log(`${noticed ? 'noticed  ' : 'UNNOTICED'}  ${guard.name} (${guard.file})\n           → ${guard.test}: ${failed[0] ?? guard.expects}`)
  } finally {
    writeFileSync(path, before)
  }
}

/** A test of a table is named by what its rows have in common. */
function isAnyOf(names: readonly string[], wanted: string): boolean {
  const part = commonPart(wanted)
  return names.some((name) => name.includes(part))
}

function commonPart(name: string): string {
  return name.split(/%[sdj]/).sort((a, b) => b.length - a.length)[0]?.trim() ?? ''
}

/** Everything that git has or would take, with the packages by a link. */
function copyCheckout(folder: string): string {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' }).split('\0')
  for (const file of files.filter((file) => file !== '' && existsSync(join(root, file)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file), { errorOnExist: false, force: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
  return folder
}

async function share<T>(copies: readonly string[], jobs: readonly T[], run: (copy: string, job: T) => Promise<void>): Promise<void> {
  const waiting = [...jobs]
  await Promise.all(
    copies.map(async (copy) => {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await run(copy, job)
    }),
  )
}

/** Vitest builds what the test starts when a source is newer. */
async function runTest(copy: string, file: string, name?: string): Promise<{ passed: string[]; failed: string[] }> {
  const report = join(copy, 'guard-report.json')
  rmSync(report, { force: true })
  const part = name === undefined ? '' : commonPart(name)
  const filter = part === '' ? [] : ['-t', part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')]
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', file, '--reporter=json', `--outputFile=${report}`, ...filter], { cwd: copy, stdio: 'ignore', timeout: patienceMs })
  await new Promise((resolve) => child.on('close', resolve))
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { testResults: { status: string; message: string; assertionResults: { status: string; fullName: string }[] }[] }
  const named = (status: string) => testResults.flatMap(({ assertionResults }) => assertionResults.filter((one) => one.status === status).map(({ fullName }) => fullName))
  return { passed: named('passed'), failed: named('failed') }
}
