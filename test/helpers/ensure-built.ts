/** Makes sure that the window is built before a test runs a process that serves it. */

/** @throws Error when the build fails; its output was printed then. */
export async function ensureBuilt(): Promise<void> {
  const { buildIfNeeded } = (await import(new URL('../../scripts/build-if-needed.mjs', import.meta.url).href)) as { buildIfNeeded: () => boolean }
  if (!buildIfNeeded()) throw new Error('the build failed')
}
