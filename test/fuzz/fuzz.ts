/** Runs a property over random values for its share of the time, after every value that is kept in the corpus; what breaks it is kept there. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { test } from 'vitest'

export const corpusFolder = fileURLToPath(new URL('./corpus', import.meta.url))

/** Each property's folder holds the values that it is always tried with: known traps, and what once broke it. */
export const propertyNames = (): string[] => readdirSync(corpusFolder).sort()

/** Two files run at once. `FUZZ_SECONDS` is for all properties together; without it they take a moment. */
const workers = 2
const wholeSeconds = Number(process.env['FUZZ_SECONDS'] ?? 14)
const shareMs = (wholeSeconds * 1000 * workers) / propertyNames().length

export interface Fuzzing<T> {
  readonly values: fc.Arbitrary<T>
  /** @throws for a value that breaks the promise. */
  check(value: T): void | Promise<void>
}

/** Declares the test `name`, whose corpus is the folder of that name. SEED names the random seed. */
export function fuzz<T>(name: string, { values, check }: Fuzzing<T>): void {
  const folder = join(corpusFolder, name)
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
  test(`${name}: what is kept in the corpus`, async () => {
    if (!existsSync(folder)) throw new Error(`test/fuzz/corpus/${name} is missing: put one value there that has to pass`)
    for (const file of readdirSync(folder)) {
      const value = read(readFileSync(join(folder, file), 'utf8')) as T
      await Promise.resolve(check(value)).catch((error: unknown) => {
        throw new Error(`${file} breaks it`, { cause: error })
      })
    }
  })
  test(`${name}: random values`, { timeout: shareMs + 60_000 }, async () => {
    const property = fc.asyncProperty(values, async (value) => check(value))
    const done = await fc.check(property, { seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: shareMs, markInterruptAsFailure: false, endOnFailure: false })
    console.log(`${name}: ${done.numRuns} values in ${(shareMs / 1000).toFixed(1)} s, seed ${seed}`)
    if (done.numRuns === 0) throw new Error('not one value was tried')
    if (!done.failed || done.counterexample === null) return
    throw new Error(`broken by ${keep(folder, done.counterexample[0])} (seed ${seed})`, { cause: done.errorInstance })
  })
}

/** @returns the file that holds it from now on. */
function keep(folder: string, value: unknown): string {
  const text = write(value)
  const file = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${text}\n`)
  return file
}

/** JSON, with a word for what JSON has none for. */
export function write(value: unknown): string {
  return JSON.stringify(toPlain(value))
}

function toPlain(value: unknown): unknown {
  if (value === undefined) return { $: 'undefined' }
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return { $: 'number', is: Object.is(value, -0) ? '-0' : String(value) }
  if (value instanceof Uint8Array) return { $: 'bytes', base64: Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64') }
  if (Array.isArray(value)) return value.map(toPlain)
  if (typeof value !== 'object' || value === null) return value
  return { $: 'object', entries: Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]) }
}

/** Also what somebody wrote by hand, as usual JSON. `times` repeats a text, so that a large value is a short file. */
export function read(text: string): unknown {
  return fromPlain(JSON.parse(text))
}

type Plain = { readonly $?: string; readonly is?: string; readonly base64?: string; readonly text?: string; readonly times?: number; readonly entries?: readonly (readonly [string, unknown])[] }

function fromPlain(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(fromPlain)
  if (typeof plain !== 'object' || plain === null) return plain
  const { $, is, base64 = '', text = '', times = 0, entries } = plain as Plain
  switch ($) {
    case 'undefined':
      return undefined
    case 'number':
      return Number(is)
    case 'bytes':
      return new Uint8Array(Buffer.from(base64, 'base64'))
    case 'repeat':
      return text.repeat(times)
    default:
      // Also `__proto__` as a key of its own, as JSON.parse makes it.
      return Object.fromEntries((entries ?? Object.entries(plain)).map(([key, inner]) => [key, fromPlain(inner)]))
  }
}
