/** Calls between two threads over one port: each side gives functions, and calls those of the other. */
import { AppError } from '#shared/contract/errors.ts'
import type { MessagePort, Worker } from 'node:worker_threads'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any function whose arguments and answer can be copied
type Functions = Record<string, (...args: any[]) => unknown>

/** Every function of the other side, as one that waits for the answer. */
export type Remote<F extends object> = { [K in keyof F]: F[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never }

type Message = { readonly call: number; readonly name: string; readonly args: readonly unknown[] } | { readonly answer: number; readonly value: unknown } | { readonly answer: number; readonly error: unknown }

export interface Calls<F extends object> {
  readonly remote: Remote<F>
  /** Calls that wait are refused with this. */
  end(error: Error): void
}

/** @param own errors that they throw reach the caller: as they are where they can be copied. */
export function connectCalls<F extends object>(port: Pick<MessagePort, 'on' | 'postMessage'> | Pick<Worker, 'on' | 'postMessage'>, own: object): Calls<F> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>()
  let last = 0
  let ended: Error | undefined
  const functions = own as Functions

  const post = (message: Message): void => port.postMessage(message)
  async function serve(call: number, name: string, args: readonly unknown[]): Promise<void> {
    try {
      post({ answer: call, value: await functions[name]!(...args) })
    } catch (error) {
      post({ answer: call, error: packError(error) })
    }
  }
  port.on('message', (message: Message) => {
    if ('call' in message) return void serve(message.call, message.name, message.args)
    const one = waiting.get(message.answer)
    waiting.delete(message.answer)
    if ('error' in message) one?.reject(unpackError(message.error as PackedError))
    else one?.resolve(message.value as never)
  })
  const ask = (name: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended)
      const call = (last += 1)
      waiting.set(call, { resolve, reject })
      post({ call, name, args })
    })
  return {
    remote: new Proxy({} as Remote<F>, { get: (_, name) => (typeof name === 'string' && name !== 'then' ? (...args: unknown[]) => ask(name, args) : undefined) }),
    end(error) {
      ended = error
      for (const one of waiting.values()) one.reject(error)
      waiting.clear()
    },
  }
}

interface PackedError {
  readonly code: string | undefined
  readonly message: string
  readonly field: string | undefined
}

/** Classes do not cross threads. */
function packError(error: unknown): PackedError {
  if (!(error instanceof AppError)) return { code: undefined, message: error instanceof Error ? error.message : String(error), field: undefined }
  return { code: error.code, message: error.message, field: error.field }
}

function unpackError({ code, message, field }: PackedError): Error {
  return code === undefined ? new Error(message) : new AppError(code as AppError['code'], message, field)
}
