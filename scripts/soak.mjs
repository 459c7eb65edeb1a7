/** `npm run soak`: the long form of the tests that take a moment's share in `npm test`; SEED names the random seed. `soak kill COUNT SEED`, `soak pages SEED` and `soak load --minutes N` run one part alone, `soak fuzz 30` the random values. */
import './check-node.mjs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build-if-needed.mjs'
import { soakProjects, soakTests } from './soak-tests.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const [part, ...rest] = process.argv.slice(2)

if (process.argv[2] === 'fuzz') {
  process.argv.splice(2, 1)
  await import('./soak-fuzz.mjs')
}
/** Which tests, and what they are told. */
const parts = {
  kill: ([count = '500', seed = '2026']) => ({ tests: ['test/flow/mixed-kill.test.ts'], env: { KILLS: count, SEED: seed } }),
  pages: ([seed = '2026']) => ({ tests: ['test/flow/damage.test.ts'], env: { SEED: seed } }),
}

function run(command, env) {
  return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1
}

if (part !== undefined && part !== 'load' && !(part in parts)) {
  console.error(`There is no soak "${part}". Give none for all, or one of: ${[...Object.keys(parts), 'load', 'fuzz'].join(', ')}.`)
  process.exit(2)
}
if (!buildIfNeeded()) process.exit(1)
if (part === 'load') process.exit(run([fileURLToPath(new URL('soak-load.ts', import.meta.url)), ...rest], {}))
const { tests, env } = part === undefined ? { tests: soakTests, env: {} } : parts[part](rest)
process.exit(run([vitest, 'run', ...soakProjects.flatMap((name) => ['--project', name]), ...tests], { SOAK: '1', ...env }))
