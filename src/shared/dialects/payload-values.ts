/** What the readers of payloads share about JSON values from strangers. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys in lower case, later ones winning; null is as good as absent. A map, because a key may be `__proto__`. */
export function foldKeys(record: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const fields = new Map<string, unknown>()
  for (const key of Object.keys(record)) {
    const value = record[key]
    if (value !== null) fields.set(key.toLowerCase(), value)
  }
  return fields
}

/** For sentences: "… must be a string, not an object". */
export function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  switch (typeof value) {
    case 'object':
      return 'an object'
    case 'boolean':
      return 'true or false'
    case 'number':
      return 'a number'
    default:
      return 'a string'
  }
}
