/** `npm run test:clients`: real programs from npm and Debian, fetched into a temporary folder, post to a live listener; HOOKLINE_CLIENTS names a folder to keep them in. */
import './check-node.mjs'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const folder = mkdtempSync(join(tmpdir(), 'hookline-report-'))
const report = join(folder, 'report.json')
try {
  const args = ['run', '--config', join(root, 'test/clients/vitest.config.ts'), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit' })
  const { succeeded, all } = summarise(JSON.parse(readFileSync(report, 'utf8')))
  process.exitCode = status === 0 && all > 0 && succeeded === all ? 0 : 1
} catch (error) {
  console.error(`There is no report of the clients: ${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Each with its version, as it was run; the last line is for machines. */
function summarise({ testResults }) {
  const clients = testResults.flatMap(({ assertionResults }) => assertionResults)
  const lines = clients.map(({ title, status }) => `${status === 'passed' ? 'success' : 'FAILURE'}  ${title}`)
  const succeeded = clients.filter(({ status }) => status === 'passed').length
  process.stdout.write(`\n${lines.join('\n')}\n\n${succeeded} of ${clients.length} clients report success\n`)
  return { succeeded, all: clients.length }
}
