/** Puts one thing into a cached list. */

/** Replaces in place or adds at the end, so that rows do not jump. */
export function upsert<T, K extends keyof T>(list: readonly T[], item: T, key: K): readonly T[] {
  const index = list.findIndex((other) => other[key] === item[key])
  return index === -1 ? [...list, item] : list.with(index, item)
}
