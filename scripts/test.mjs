/** `npm test`: types, lint and every kind of tests, with the seconds and counts of each; `npm test -- unit lint` runs only those. */
import './check-node.mjs'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build-if-needed.mjs'
import { requireChromium } from './find-chromium.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** The longest first, so that both processes end together. */
const environments = ['test', 'web', 'node', 'electron', 'pure']
const suites = ['unit', 'flow', 'fuzz', 'team', 'desktop', 'browser']
/** Those that open a Chromium (in Electron itself the desktop brings its own), and those that start the built program. */
const drawn = process.env.HOOKLINE_E2E === 'electron' ? ['browser'] : ['desktop', 'browser']
const built = ['flow', 'team', 'desktop', 'browser']
/** Those get a second try. */
const retried = ['flow', 'team', 'desktop', 'browser']
const stages = ['types', 'lint', ...suites]
/** The native compiler checks; typescript-eslint still needs the one before it, as `typescript`. */
const tools = { tsc: 'typescript-native/bin/tsc', eslint: 'eslint/bin/eslint.js', oxlint: 'oxlint/bin/oxlint', vitest: 'vitest/vitest.mjs' }

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !stages.includes(name))
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}. Stages: ${stages.join(', ')}.`)
  process.exit(2)
}
const chosen = stages.filter((name) => asked.length === 0 || asked.includes(name))

/** Tests start the program hundreds of times; Node keeps here what it compiled of it, until all are through. */
const compiled = mkdtempSync(join(tmpdir(), 'hookline-compiled-'))
process.env.NODE_COMPILE_CACHE = compiled
process.once('exit', () => rmSync(compiled, { recursive: true, force: true }))

const results = []
if (prepare()) {
  await checkSources()
  for (const suite of suites) if (chosen.includes(suite)) report(await runSuite(suite))
}
summarise()

/** What the chosen stages need; a failure is reported like one of a test. */
function prepare() {
  const startedAt = performance.now()
  const fail = (problem) => {
    console.error(problem)
    report({ stage: 'prepare', startedAt, passed: 0, failed: 1 })
    return false
  }
  try {
    if (drawn.some((suite) => chosen.includes(suite))) process.env.CHROMIUM_PATH = requireChromium()
  } catch (error) {
    return fail(error.message)
  }
  if (built.some((suite) => chosen.includes(suite)) && !buildIfNeeded()) return fail('The build failed.')
  return true
}

/** Lint beside the five type checks, two processes at a time, each with one thread: with more, the type checks do half of their work once more per thread. */
async function checkSources() {
  const lint = chosen.includes('lint') ? [{ stage: 'lint', tool: 'eslint', args: ['--max-warnings', '0', '.'] }, { stage: 'lint', tool: 'oxlint', args: ['.'], env: { GOMAXPROCS: '1' } }] : []
  const types = chosen.includes('types') ? environments.map((name) => ({ stage: 'types', tool: 'tsc', args: ['-p', `tsconfig.${name}.json`, '--pretty', 'false', '--singleThreaded'] })) : []
  const startedAt = performance.now()
  const done = await runPooled([...lint, ...types], 2)
  for (const stage of ['types', 'lint']) {
    const runs = done.filter((run) => run.stage === stage)
    const broken = runs.filter(({ code }) => code !== 0)
    for (const { tool, args, output } of broken) console.error(`${tool} ${args.join(' ')}\n${output}`)
    if (runs.length > 0) report({ stage, startedAt, endedAt: Math.max(...runs.map(({ endedAt }) => endedAt)), passed: broken.length === 0 ? 1 : 0, failed: broken.length === 0 ? 0 : 1 })
  }
}

async function runPooled(jobs, width) {
  const waiting = [...jobs]
  const done = []
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const result = await run(job.tool, job.args, 'pipe', job.env)
      done.push({ ...job, ...result, endedAt: performance.now() })
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return done
}

/** What waits for processes, sockets and windows can miss a moment on a busy machine: one or two failed files get a second try, alone, which is said with what had failed. What only computes has one. */
async function runSuite(suite) {
  const startedAt = performance.now()
  const first = await runOnce(suite, [])
  const again = retried.includes(suite) && first.failedFiles.length <= 2 ? first.failedFiles : []
  if (first.failed === 0 || again.length === 0) return { stage: suite, startedAt, ...first }
  console.error(`\nOnce more, alone: ${again.join(', ')}`)
  const second = await runOnce(suite, again)
  if (second.failed > 0) return { stage: suite, startedAt, ...first, failed: second.failed, failures: second.failures }
  return { stage: suite, startedAt, ...first, passed: first.passed + first.failed, failed: 0, again: first.failed, failures: first.failures }
}

/** Counts come from vitest's JSON report; without one the stage has failed, whatever its exit code says. */
async function runOnce(suite, files) {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-report-'))
  const path = join(folder, 'report.json')
  try {
    const { code } = await run('vitest', ['run', '--project', suite, '--reporter=default', '--reporter=json', `--outputFile.json=${path}`, ...files], 'inherit')
    return count(JSON.parse(readFileSync(path, 'utf8')), code)
  } catch (error) {
    return { passed: 0, failed: 1, failedFiles: [], failures: [`${suite}: no report (${error.message})`] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function count(json, code) {
  const broken = json.testResults.filter(({ status }) => status === 'failed')
  // A file that could not be loaded has no tests that could fail.
  const unloaded = broken.filter(({ assertionResults }) => !assertionResults.some((one) => one.status === 'failed')).length
  const failed = json.numFailedTests + unloaded
  const missing = json.numPassedTests + failed === 0
  return {
    passed: json.numPassedTests,
    failed: failed === 0 && (code !== 0 || missing) ? 1 : failed,
    skipped: json.numPendingTests + json.numTodoTests,
    failedFiles: broken.map(({ name }) => relative(root, name)),
    failures: broken.flatMap(nameFailures),
  }
}

/** For the end of the output, where it is found: file, test and the first line of what was wrong. */
function nameFailures({ name, message, assertionResults }) {
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  const lines = failed.map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages[0])}`)
  return (lines.length > 0 ? lines : [firstLine(message)]).map((line) => `${relative(root, name)} › ${line}`)
}

function firstLine(text = '') {
  return text.split('\n', 1)[0].slice(0, 300)
}

function run(tool, args, output, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', tools[tool]), ...args], { cwd: root, stdio: ['ignore', output, output], env: { ...process.env, ...env } })
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    const end = (code, problem = '') => resolve({ code, output: Buffer.concat(chunks).toString('utf8') + problem })
    child.on('error', (error) => end(1, error.message))
    child.on('close', (code) => end(code ?? 1))
  })
}

function report({ stage, startedAt, endedAt = performance.now(), passed, failed, skipped = 0, again = 0, failures = [] }) {
  results.push({ stage, seconds: (endedAt - startedAt) / 1000, passed, failed, skipped, again, failures })
}

/** The last line is for machines. */
function summarise() {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  const lines = results.map(({ stage, seconds, passed, failed, skipped, again }) => `${stage.padEnd(8)}${seconds.toFixed(1).padStart(7)} s${String(passed).padStart(7)} passed${String(failed).padStart(5)} failed${skipped > 0 ? `${String(skipped).padStart(5)} skipped` : ''}${again > 0 ? `${String(again).padStart(5)} at the second try` : ''}`)
  const failed = sum('failed')
  for (const { failures, again } of results) for (const failure of failures) console.error(`${again > 0 ? 'At the second try' : 'Failed'}: ${failure}`)
  process.exitCode = failed === 0 ? 0 : 1
  process.stdout.write(`\n${lines.join('\n')}\n\n${sum('passed')} passed, ${failed} failed\n`)
}
