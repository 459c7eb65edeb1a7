/** What axe finds on a page, light and dark, that is serious or critical. */
import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** What bars somebody's way, in words: nothing, where all is well. */
export interface Barriers {
  readonly light: readonly string[]
  readonly dark: readonly string[]
}

export const noBarriers: Barriers = { light: [], dark: [] }

/**
 * Left out, each for its reason. Base UI keeps the focus in a menu or dialog by focusable elements at its ends, which hand it on and
 * are not announced. The list that completes a word is scrolled by the arrows of the text field that it belongs to.
 */
const left = ['[data-base-ui-focus-guard]', '.suggestions__list']

/** Named otherwise than they show, on purpose: "E2EE" is spoken in words, and initials stand for the picture of whoever the name says. */
const spokenOtherwise = { rules: [{ id: 'label-content-name-mismatch', selector: ':not(.sign__hook, .profile-button, :has(> .avatar:only-child))' }] }

const floating = '[role="menu"], [role="dialog"], [role="alertdialog"]'

/** In what floats alone, where something floats and `within` asks for it; else everywhere but in `known`. */
async function run(page: Page, options: RunOptions, within?: 'floating', known: readonly string[] = []): Promise<string[]> {
  const include = within !== undefined && (await page.locator(floating).count()) > 0 ? [[floating]] : [['html']]
  const context = { include, exclude: [...left, ...known].map((one) => [one]) }
  const found = (await page.evaluate(([where, how]) => (window as unknown as { axe: { run(context: object, options: object): Promise<unknown> } }).axe.run(where, how), [context, options] as const)) as AxeResults
  const bad = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return bad.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.split('\n').slice(1).join(' ').trim()}`))
}

/** The window's parts, whose colours are looked at once in each look: the same elements of the same size have the same colours. */
const parts = ['.titlebar', '.sidebar', '.main__page', '.panel']

type Theme = 'light' | 'dark'

/** For a page that stays open, whatever it shows. */
export async function createBarrierFinder(page: Page): Promise<() => Promise<Barriers>> {
  const seen = { light: new Set<string>(), dark: new Set<string>() }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(axe.source)
  await page.evaluate((spec) => (window as unknown as { axe: typeof axe }).axe.configure(spec), spokenOtherwise)

  /** @returns those of the parts that were looked at before just as they are. */
  async function findSeen(theme: Theme): Promise<string[]> {
    const looks = await page.evaluate((all) => all.map((one) => {
      const element = document.querySelector(one)
      const { width = 0, height = 0 } = element?.getBoundingClientRect() ?? {}
      return `${one} ${width} ${height} ${element?.outerHTML ?? ''}`
    }), parts)
    return parts.filter((_, index) => {
      const look = looks[index] ?? ''
      const isSeen = seen[theme].has(look)
      seen[theme].add(look)
      return isSeen
    })
  }

  /** In dark only the colours are others, and what lies behind was looked at before. Colours take axe most of its time. */
  return async () => {
    const isFloating = (await page.locator(floating).count()) > 0
    const findColours = async (theme: Theme): Promise<string[]> => run(page, { resultTypes: ['violations'], runOnly: ['color-contrast'] }, 'floating', isFloating ? [] : await findSeen(theme))
    const light = [...(await run(page, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } })), ...(await findColours('light'))]
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await findColours('dark')
    await page.emulateMedia({ colorScheme: 'light' })
    return { light, dark }
  }
}
