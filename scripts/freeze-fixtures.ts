/** `node scripts/freeze-fixtures.ts [--again]`: writes what every fixture comes to in this version, for later versions to be compared with. */
import { version } from '../src/main/version.ts'
import { listFixtures } from '../test/helpers/fixtures.ts'
import { writeFrozen } from '../test/helpers/frozen.ts'
import { freezeOutcome, startReplay } from '../test/helpers/replay.ts'

const replay = await startReplay()
const results = new Map<string, unknown>()
for (const fixture of listFixtures()) results.set(fixture.name, freezeOutcome(await replay.post(fixture)))
await replay.stop()
writeFrozen(version, results, process.argv.includes('--again'))
console.log(`${results.size} results of ${version} are frozen`)
