/** Main's end of the wire to the test process, and the record of everything native. */
import { createWire, type Note, type OfMain, type OfTest } from './wire.ts'

if (process.send === undefined) throw new Error('double: start it through launch() of test/electron-double/launch.ts')

export const testProcess = createWire<OfTest, OfMain>(process)

// A test that failed before it could stop the app leaves none behind.
process.once('disconnect', () => process.exit(1))

/** All that was asked of the system so far. */
export const notes: Note[] = []

/** Records something native; `data` must be cloneable or is recorded as text. */
export function note(what: string, data: unknown = null): void {
  const entry = { what, data: clonedOrText(data) }
  notes.push(entry)
  testProcess.tell('note', entry)
}

function clonedOrText(data: unknown): unknown {
  try {
    return structuredClone(data)
  } catch {
    return String(data)
  }
}

/** As Electron says it. @throws Error for what cannot cross a process border. */
export function cloneOrThrow<T>(value: T): T {
  try {
    return structuredClone(value)
  } catch {
    throw new Error('An object could not be cloned.')
  }
}

/** An event that a listener can prevent. */
export function createPreventable<Extra extends object = object>(extra?: Extra): Extra & { preventDefault(): void; readonly defaultPrevented: boolean } {
  let prevented = false
  return Object.defineProperty({ ...extra, preventDefault: () => void (prevented = true) }, 'defaultPrevented', { get: () => prevented, enumerable: true }) as never
}

/** What the test handed to `launch`. */
export const commandLine = process.argv.slice(2)
export const readSwitch = (name: string): string | undefined => commandLine.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
