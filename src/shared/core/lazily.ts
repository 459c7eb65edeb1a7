/** For what is dear to make and seldom needed, such as what `Intl` gives (10 to 25 ms each): made when it is first asked for, and once. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
