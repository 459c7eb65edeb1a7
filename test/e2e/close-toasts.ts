/** Closes the notes that lie over the foot of a page, as a person does whom they hide something from. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Usual ones lie there for five seconds, failures until they are closed. */
export async function closeToasts(page: Page): Promise<void> {
  const toasts = page.locator('.toast')
  // Some go by themselves meanwhile.
  const closeFirst = (): Promise<void> => toasts.first().getByTitle('Close', { exact: true }).click({ timeout: 1000 })
  await expect.poll(async () => {
    if ((await toasts.count()) > 0) await closeFirst().catch(() => undefined)
    return toasts.count()
  }).toBe(0)
}
