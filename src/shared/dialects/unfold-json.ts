/** Opens JSON that stands as a text within JSON, as Amazon SNS sends an alarm. */
import { isDeeperThan } from '#shared/core/json-scan.ts'
import { isRecord } from './payload-values.ts'

/** Of what stands at the top. Deeper than `mostDepth` it stays the text that it is. */
const mostDepth = 20

/** Texts that are an object become it; all else stays. */
export function unfoldJson(value: unknown): unknown {
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeof item === 'string' ? unfold(item) : item]))
}

function unfold(text: string): unknown {
  if (!/^\s*\{\s*"/.test(text)) return text
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) && !isDeeperThan(value, mostDepth) ? value : text
  } catch {
    return text
  }
}
