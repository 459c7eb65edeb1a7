/** Which texts of a page are still English although the catalogue has German for them, those of the server among them. */
import type { Page } from 'playwright-core'
import { de } from '#renderer/text/de/index.ts'
import { refusals } from '#renderer/text/de/refusals/index.ts'
import { en } from '#renderer/text/en/index.ts'

type Texts = { readonly [key: string]: string | Texts }

const valuesOf = (texts: Texts): string[] => Object.values(texts).flatMap((value) => (typeof value === 'string' ? [value] : valuesOf(value)))

const plain = (text: string): string => text.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')
const german = new Set(valuesOf(de).map(plain))

/** A sentence with values matches whatever they are. What holds no words of its own, or is German as well, proves nothing. */
const patterns = [...new Set([...valuesOf(en), ...Object.keys(refusals.sentences)].map(plain))]
  .filter((text) => !german.has(text) && (text.replace(/\{\{.*?\}\}/g, '').match(/\p{L}/gu)?.length ?? 0) > 2)
  .map((text) => text.split(/\{\{.*?\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+'))

const english = new RegExp(`^(?:${patterns.join('|')})$`, 'u')

/** What is shown, and what is spoken or shown on pointing: each text once. What is marked as English is meant to be. */
export async function findEnglish(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const attributes = ['aria-label', 'title', 'placeholder', 'alt']
    const found = new Set<string>([document.title])
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('body [lang="en"], script, style') !== null) continue
      for (const name of attributes) found.add(element.getAttribute(name) ?? '')
      // A sentence may have elements inside, but is not a whole page.
      if (element.querySelector(':not(b, bdi, code, kbd, span, strong), [lang="en"]') === null) found.add(element.textContent ?? '')
      for (const node of element.childNodes) if (node instanceof Text) found.add(node.data)
    }
    return [...found]
  })
  return [...new Set(texts.map((text) => text.replaceAll('\u00a0', ' ').trim()))].filter((text) => english.test(text))
}
