/** `npm run soak -- fuzz 30`: random values against every property of test/fuzz for so many minutes; what breaks one stays in its corpus, to be tried on every run. */
import './check-node.mjs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const minutes = Number(process.argv[2] ?? 10)
if (!(minutes > 0)) {
  console.error('For how many minutes? npm run soak -- fuzz 30')
  process.exit(2)
}
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const env = { ...process.env, FUZZ_SECONDS: String(minutes * 60) }
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'fuzz'], { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: 'inherit', env })
process.exit(status ?? 1)
