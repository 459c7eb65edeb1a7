/** Idle: processor time of the app while nothing happens, without a window and with one that shows a channel. */
import { readFileSync } from 'node:fs'
import { platform } from 'node:os'
import { openBrowser, openWindow, serveChild, type Served } from '../test/helpers/browser.ts'

const measuredMs = 30_000
/** After the start and after the window: indexes are looked at, pictures made. */
const settleMs = 5000
/** Linux counts processor time in hundredths of a second. */
const tickMs = 10

export async function idle(): Promise<string[]> {
  if (platform() !== 'linux') return ['idle is measured on Linux alone']
  const served = await serveChild()
  const browser = await openBrowser()
  try {
    await served.cli('init', '--workspace', 'Idle', '--display-name', 'Lena Fischer')
    const without = await share(served)
    const { page } = await openWindow(browser, served.uiUrl)
    await page.getByRole('link', { name: 'town-square' }).first().click()
    const withOne = await share(served)
    return [`idle CPU ${without.toFixed(2)} % without a window, ${withOne.toFixed(2)} % with one`]
  } finally {
    await browser.close()
    await served.stop()
  }
}

/** Percent of one processor, all threads together. */
async function share({ process: { pid } }: Served): Promise<number> {
  await pause(settleMs)
  const before = cpuMs(pid)
  await pause(measuredMs)
  return ((cpuMs(pid) - before) / measuredMs) * 100
}

/** proc(5): the fields after the name of the program; of those, the 12th and 13th are its own time and the system's for it. */
function cpuMs(pid: number | undefined): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tickMs
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
