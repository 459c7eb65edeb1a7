import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLine } from '../test/helpers/browser.ts'
import { switchEverythingOn } from './everything.ts'
import { runSlice } from './load.ts'
const cli = new URL('../out/main/cli.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'hookline-zz-'))
const child = spawn(process.execPath, [cli, 'serve', '--data', folder, '--hooks-port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
await readLine(child)
const url = JSON.parse(await readLine(spawn(process.execPath, [cli, 'hooks', 'create', '--channel', 'town-square', '--name', 'bench', '--dialect', 'mattermost', '--per-minute', 'unlimited', '--no-count-repeats', '--data', folder, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] }))).addresses.mattermost
const every = await switchEverythingOn(folder)
const body = JSON.stringify({ text: 'Deployed **web 4.18.2** to production', username: 'ci' })
const pid = child.pid!
const sched = (tid: string) => Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ')[0]) / 1000
const cpu = () => { const all = readdirSync(`/proc/${pid}/task`); return { main: sched(String(pid)), all: all.reduce((s, t) => s + sched(t), 0) } }
const res: Record<string, number[][]> = { plain: [], everything: [] }
for (let r = 0; r < Number(process.argv[2] ?? 8); r++) for (const [name, run] of (r % 2 ? [['plain', () => runSlice(url, body, 1)], ['everything', () => every.slice(1)]] : [['everything', () => every.slice(1)], ['plain', () => runSlice(url, body, 1)]]) as any) {
  await new Promise((f) => setTimeout(f, Number(process.argv[3] ?? 0)))
  const a = cpu(), s = await run(), b = cpu()
  const n = s.perSecond
  if (r > 0) res[name]!.push([s.perSecond, s.p99Ms, (b.main - a.main) / n, (b.all - a.all) / n])
}
const med = (v: number[]) => v.toSorted((a, b) => a - b)[Math.floor(v.length / 2)]!
for (const [k, v] of Object.entries(res)) console.log(k, ['perSecond', 'p99', 'main', 'all'].map((f, i) => `${f} ${med(v.map((x) => x[i]!)).toFixed(1)}`).join('  '))
child.kill('SIGKILL'); process.exit(0)
