/** Runs once before the flow and browser tests: builds what they start as a process, so that no two files build at the same time. */

/** @throws Error when the build fails; its output was printed then. */
export async function setup(): Promise<void> {
  const { buildIfNeeded } = (await import(new URL('../../scripts/build-if-needed.mjs', import.meta.url).href)) as { buildIfNeeded: () => boolean }
  if (!buildIfNeeded()) throw new Error('the build failed')
}
