/** `npm run bench -- NAME`: runs one benchmark, or all, and prints one line per figure. */
import { deliver } from './deliver.ts'
import { flood } from './flood.ts'
import { ingest } from './ingest.ts'
import { render } from './render.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { sync } from './sync.ts'
import { ui } from './ui.ts'

const benches: Record<string, () => Promise<string[]>> = { ingest, deliver, flood, start, render, search, ui, sync }
const wanted = process.argv.slice(2)

for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const bench = benches[name]
  if (!bench) {
    console.error(`There is no benchmark “${name}”. Known: ${Object.keys(benches).join(', ')}.`)
    process.exit(2)
  }
  for (const line of await bench()) console.log(line)
}
process.exit(0)
