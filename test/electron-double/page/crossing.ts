/** contextBridge: carries values, functions, promises and errors between the preload's world and the page's, by synchronous events whose detail Chromium clones. */

interface Packed {
  readonly kind: 'function' | 'promise' | 'error' | 'array' | 'object' | 'value'
  readonly value: unknown
}

interface Fault {
  readonly name: string
  readonly message: string
}

export interface Crossing {
  pack(value: unknown): Packed
  unpack(packed: Packed): unknown
  emit(what: string, detail: unknown): void
  on(what: string, handle: (detail: never) => void): void
}

/** `here` and `there` name the two worlds; `key` keeps pages from guessing the events' names. */
export function createCrossing(key: string, here: string, there: string): Crossing {
  const functions = new Map<string, (...args: unknown[]) => unknown>()
  const promises = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let returned: { value?: Packed; fault?: Fault } | undefined

  const emit = (what: string, detail: unknown): void => void document.dispatchEvent(new CustomEvent(`${key}:${there}:${what}`, { detail }))
  const on = (what: string, handle: (detail: never) => void): void =>
    document.addEventListener(`${key}:${here}:${what}`, (event) => {
      event.stopImmediatePropagation()
      handle((event as CustomEvent).detail as never)
    })
  const describe = (error: unknown): Fault => (error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) })
  const raise = ({ name, message }: Fault): Error => Object.assign(new Error(message), { name })
  const remember = <T>(table: Map<string, T>, entry: T): string => {
    const id = `${here}-${(lastId += 1)}`
    table.set(id, entry)
    return id
  }

  function pack(value: unknown): Packed {
    if (typeof value === 'symbol') throw new Error('contextBridge: symbols cannot cross')
    if (typeof value === 'function') return { kind: 'function', value: remember(functions, value as () => unknown) }
    if (value === null || typeof value !== 'object') return { kind: 'value', value }
    if (value instanceof Promise) return packPromise(value)
    if (value instanceof Error) return { kind: 'error', value: describe(value) }
    if (Array.isArray(value)) return { kind: 'array', value: value.map(pack) }
    const isCloned = [Date, RegExp, Map, Set, ArrayBuffer, Blob].some((type) => value instanceof type) || ArrayBuffer.isView(value)
    // Instances of classes lose their prototype on the way.
    return isCloned ? { kind: 'value', value } : { kind: 'object', value: Object.entries(value).map(([name, one]) => [name, pack(one)]) }
  }

  function packPromise(promise: Promise<unknown>): Packed {
    const id = `${here}-promise-${(lastId += 1)}`
    promise.then(
      (value) => emit('settle', { id, value: pack(value) }),
      (error) => emit('settle', { id, fault: describe(error) }),
    )
    return { kind: 'promise', value: id }
  }

  function unpack({ kind, value }: Packed): unknown {
    if (kind === 'function') return (...args: unknown[]) => call(value as string, args)
    if (kind === 'promise') return new Promise((resolve, reject) => promises.set(value as string, { resolve, reject }))
    if (kind === 'error') return raise(value as Fault)
    if (kind === 'array') return (value as Packed[]).map(unpack)
    if (kind === 'object') return Object.fromEntries((value as [string, Packed][]).map(([name, one]) => [name, unpack(one)]))
    return value
  }

  function call(id: string, args: unknown[]): unknown {
    const packed = args.map(pack)
    returned = undefined
    emit('call', { id, args: packed })
    const answer = returned as { value?: Packed; fault?: Fault } | undefined
    if (!answer) throw new Error('contextBridge: no answer')
    if (answer.fault) throw raise(answer.fault)
    return unpack(answer.value!)
  }

  on('call', ({ id, args }: { id: string; args: Packed[] }) => {
    try {
      emit('returned', { value: pack(functions.get(id)?.(...args.map(unpack))) })
    } catch (error) {
      emit('returned', { fault: describe(error) })
    }
  })
  on('returned', (answer: { value?: Packed; fault?: Fault }) => (returned = answer))
  on('settle', ({ id, value, fault }: { id: string; value?: Packed; fault?: Fault }) => {
    if (fault) promises.get(id)?.reject(raise(fault))
    else promises.get(id)?.resolve(unpack(value!))
    promises.delete(id)
  })
  return { pack, unpack, emit, on }
}
