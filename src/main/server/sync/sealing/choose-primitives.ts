/** Asks Node's building blocks for known answers before they are first used, and takes the pure ones for those that answer wrongly. */
import { AppError } from '#shared/contract/errors.ts'
import { knownAnswers } from './known-answers.ts'
import { nativePrimitives } from './native-primitives.ts'
import { purePrimitives } from './pure-primitives.ts'
import type { Primitives } from './primitives.ts'

export type PrimitiveName = keyof Primitives

export interface Choice {
  readonly primitives: Primitives
  /** Those whose first candidate failed; they work, but slower. Worth a line in the log. */
  readonly replaced: readonly PrimitiveName[]
}

/**
 * For each building block the first candidate with all answers right.
 * @throws AppError `unavailable` when none has: nothing may be sealed or believed then.
 */
export function choosePrimitives(candidates: readonly Primitives[]): Choice {
  const replaced: PrimitiveName[] = []
  function choose<K extends PrimitiveName>(name: K): Primitives[K] {
    const index = candidates.findIndex((candidate) => answersRight(name, candidate[name]))
    const found = candidates[index]
    if (found === undefined) throw new AppError('unavailable', `No implementation of ${name} on this computer gives the published answers, so nothing can be encrypted. Reinstall Hookline.`)
    if (index > 0) replaced.push(name)
    return found[name]
  }
  const primitives: Primitives = { digest: choose('digest'), hkdf: choose('hkdf'), gcm: choose('gcm'), ed25519: choose('ed25519') }
  return { primitives, replaced }
}

let choice: Choice | undefined

/** What this process uses: chosen at the first call, some ms, and kept. Call it at start, so that a failure shows there. */
export function chosenPrimitives(): Choice {
  return (choice ??= choosePrimitives([nativePrimitives, purePrimitives]))
}

/** For the log: which parts of this computer's encryption answered wrongly, and what is done about it; undefined when all are right. */
export function describeReplaced({ replaced }: Choice): string | undefined {
  return replaced.length === 0 ? undefined : `Of this computer's encryption, ${replaced.join(', ')} did not give the published answers. Hookline uses its own for that, which is slower; everything works.`
}

export function primitives(): Primitives {
  return chosenPrimitives().primitives
}

/** For tests that run everything with each implementation; undefined goes back to choosing. */
export function usePrimitives(all: Primitives | undefined): void {
  choice = all && { primitives: all, replaced: [] }
}

function answersRight<K extends PrimitiveName>(name: K, part: Primitives[K]): boolean {
  try {
    return knownAnswers[name](part)
  } catch {
    return false
  }
}
