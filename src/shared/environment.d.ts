/** The few globals that every environment (Node, Electron, browser) has and the pure ES library does not declare. */
declare class URLSearchParams {
  constructor(init?: string)
  append(name: string, value: string): void
  get(name: string): string | null
  getAll(name: string): string[]
  has(name: string): boolean
  keys(): IterableIterator<string>
  entries(): IterableIterator<[string, string]>
  toString(): string
}

declare class TextDecoder {
  constructor(label?: string)
  decode(bytes: Uint8Array): string
}
