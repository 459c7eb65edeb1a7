/** The two scripts that run before a page's own, as text: the files of page/ without their types and imports, in one function. */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

const read = (name: string): string => {
  const typed = readFileSync(new URL(`./page/${name}.ts`, import.meta.url), 'utf8')
  return stripTypeScriptTypes(typed).replaceAll(/^import .*$/gm, '').replaceAll(/^export /gm, '')
}

const shared = `${read('codec')}\n${read('crossing')}`

export const mainWorldSource = (key: string): string => `(() => {\n${shared}\n${read('main-world')}\nstartMainWorld(${JSON.stringify(key)})\n})()`

/** @param preload the text of the preload script; null for a window without one. */
export function preloadWorldSource(key: string, preload: string | null, versions: Readonly<Record<string, string>>): string {
  const run = preload === null ? 'null' : `function (require, process, module) {\nconst exports = module.exports\n${preload}\n}`
  return `(() => {\n${shared}\n${read('ipc-renderer')}\n${read('preload-world')}\nstartPreloadWorld({ key: ${JSON.stringify(key)}, versions: ${JSON.stringify(versions)}, run: ${run} })\n})()`
}
