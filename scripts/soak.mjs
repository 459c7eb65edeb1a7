/** `npm run soak`: the long form of the tests that take a moment's share in `npm test`, `npm run soak -- fuzz 30` that of the random values alone; SEED names the random seed. */
import './check-node.mjs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build-if-needed.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))

if (process.argv[2] === 'fuzz') {
  process.argv.splice(2, 1)
  await import('./soak-fuzz.mjs')
}
if (!buildIfNeeded()) process.exit(1)
const result = spawnSync(process.execPath, [vitest, 'run', '--project', 'flow', '--project', 'unit', '--project', 'team', '--project', 'browser', 'test/sync/group-soak.test.ts', 'test/sync/group-removed.test.ts', 'test/sync/lying-host.test.ts', 'test/team/team.test.ts', 'test/flow/kill.test.ts', 'test/flow/hostile-bodies.test.ts', 'test/e2e/mixed-cards.test.ts'], { cwd: root, stdio: 'inherit', env: { ...process.env, SOAK: '1' } })
process.exit(result.status ?? 1)
