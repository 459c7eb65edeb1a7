/** What became of each control that saves at once. Kept outside the components, because a new language draws the whole window anew. */
import { create } from 'zustand'
import { toErrorBody } from '#renderer/lib/data/errors.ts'

export type SaveState = { readonly kind: 'saving' } | { readonly kind: 'saved' } | { readonly kind: 'failed'; readonly message: string }

const SHOWN_MS = 4000

const useStates = create<{ readonly states: Readonly<Record<string, SaveState | undefined>> }>(() => ({ states: {} }))

/** Undefined while there is nothing to say. */
export const useSaveState = (name: string): SaveState | undefined => useStates(({ states }) => states[name])

/** Runs `work` and says under `name` how it went. @returns whether it was saved. */
export async function save(name: string, work: () => Promise<unknown>): Promise<boolean> {
  const saving: SaveState = { kind: 'saving' }
  put(name, saving)
  try {
    await work()
  } catch (error) {
    putIfStill(name, saving, { kind: 'failed', message: toErrorBody(error).message })
    return false
  }
  const saved: SaveState = { kind: 'saved' }
  putIfStill(name, saving, saved)
  setTimeout(() => putIfStill(name, saved, undefined), SHOWN_MS)
  return true
}

/** When what was refused is being changed again. */
export function forgetProblem(name: string): void {
  if (useStates.getState().states[name]?.kind === 'failed') put(name, undefined)
}

/** A later save of the same control has its own word. */
function putIfStill(name: string, expected: SaveState, next: SaveState | undefined): void {
  if (useStates.getState().states[name] === expected) put(name, next)
}

function put(name: string, state: SaveState | undefined): void {
  useStates.setState(({ states }) => ({ states: { ...states, [name]: state } }))
}
