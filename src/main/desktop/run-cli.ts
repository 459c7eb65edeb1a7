/** `Hookline --cli …`: the command line in the app's own program, for computers without Node. No window opens, and no screen is needed. */

/** Does not return while `serve` runs; ends the program with the command's exit code otherwise. Electron waits for it before it opens anything. */
export async function runCli(words: readonly string[]): Promise<void> {
  process.argv = [process.execPath, 'hookline', ...words]
  await import('../headless/cli.ts')
  const isServing = words[0] === 'serve' && process.exitCode === undefined
  if (isServing) return new Promise(() => undefined)
  // A pipe on Windows is written in the background.
  for (const stream of [process.stdout, process.stderr]) await new Promise<void>((resolve) => stream.write('', () => resolve()))
  // Electron's `process.exit` is `app.exit`, which knows nothing of `exitCode` in some versions.
  process.exit(process.exitCode ?? 0)
}
