/** Where a thread's entry file stands: beside this one as source, beside the chunks when built. */

/** The build is flat (see electron.vite.config.ts), so a thread's file is always in the same folder. */
export function threadUrl(name: 'reader' | 'sender' | 'sync' | 'worker'): URL {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./${name}.${ending}`, import.meta.url)
}
