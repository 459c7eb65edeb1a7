/** Points at a message until its bar is there: a row that was drawn anew or moved is not the one under the pointer any more. */
import type { Locator } from 'playwright-core'

const TRIES = 20
/** For one try; a bar comes with the next frame. */
const TRY_MS = 1000

/** @returns the bar. @throws Error when it does not come. */
export async function pointAt(row: Locator): Promise<Locator> {
  const bar = row.getByRole('toolbar', { name: 'Message actions' })
  for (let tries = 1; ; tries += 1) {
    await row.hover()
    try {
      await bar.waitFor({ timeout: TRY_MS })
      return bar
    } catch (error) {
      if (tries === TRIES) throw error
    }
  }
}
