/** `npm run bench -- NAME`: runs one benchmark, or all, and prints one line per figure. All of them, or with `--write`, also go into docs/benchmarks.md. */
import { deliver } from './deliver.ts'
import { flood } from './flood.ts'
import { idle } from './idle.ts'
import { ingest } from './ingest.ts'
import { describeMachine, publish } from './publish.ts'
import { render } from './render.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { sync } from './sync.ts'
import { ui } from './ui.ts'

const benches: Record<string, () => Promise<string[]>> = { ingest, deliver, flood, start, idle, render, search, ui, sync }
const wanted = process.argv.slice(2).filter((word) => word !== '--write')
const writes = wanted.length === 0 || process.argv.includes('--write')

for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const bench = benches[name]
  if (!bench) {
    console.error(`There is no benchmark “${name}”. Known: ${Object.keys(benches).join(', ')}.`)
    process.exit(2)
  }
  const machine = describeMachine()
  const lines = await bench()
  for (const line of lines) console.log(line)
  if (writes) publish(name, machine, lines)
}
process.exit(0)
