/** Random values in the form that a schema describes, most of them good enough to come past it. */
import fc from 'fast-check'
import { z } from 'zod'

interface JsonSchema {
  readonly $ref?: string
  readonly $defs?: Record<string, JsonSchema>
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly type?: string
  readonly properties?: Record<string, JsonSchema>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly format?: string
  readonly maxLength?: number
}

export interface Words {
  /** What is known where the values go: ids, names, keys. Those that fit a pattern are used for it. */
  readonly known: () => readonly string[]
  readonly text: fc.Arbitrary<string>
  /** For places where anything may stand. */
  readonly anything: fc.Arbitrary<unknown>
}

/** One node in so many is something else altogether. */
const WRONG_SHARE = 60

export function fromSchema(schema: z.ZodType, words: Words): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return build(root, { root, words, depth: 0 })
}

interface Place {
  readonly root: JsonSchema
  readonly words: Words
  readonly depth: number
}

function build(schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  const right = buildRight(schema, place)
  return place.depth === 0 ? right : fc.oneof({ weight: WRONG_SHARE, arbitrary: right }, { weight: 1, arbitrary: place.words.anything })
}

function buildRight(schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  const inner = { ...place, depth: place.depth + 1 }
  if (place.depth > 8) return fc.constant(null)
  if (schema.$ref !== undefined) return build(place.root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {}, inner)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const several = schema.anyOf ?? schema.oneOf
  if (several) return fc.oneof(...several.map((one) => buildRight(one, inner)))
  if (schema.allOf) return buildRight(Object.assign({}, ...schema.allOf) as JsonSchema, inner)
  switch (schema.type) {
    case 'object':
      return buildObject(schema, inner)
    case 'array':
      return fc.array(build(schema.items ?? {}, inner), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4) })
    case 'string':
      return buildString(schema, place.words)
    case 'integer':
    case 'number':
      return buildNumber(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return place.words.anything
  }
}

function buildObject({ properties = {}, required = [], additionalProperties }: JsonSchema, inner: Place): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, build(schema, inner)]))
  const record = fc.record(fields, { requiredKeys: Object.keys(fields).filter((key) => required.includes(key)) })
  if (typeof additionalProperties !== 'object' || Object.keys(properties).length > 0) return record
  return fc.dictionary(inner.words.text, build(additionalProperties, inner), { maxKeys: 4 })
}

function buildString({ pattern, format, maxLength }: JsonSchema, { known, text }: Words): fc.Arbitrary<string> {
  const fits = pattern === undefined ? () => true : (word: string) => new RegExp(pattern, 'u').test(word)
  const pick = fc.nat(1_000_000).map((number) => {
    const fitting = known().filter(fits)
    return fitting[number % Math.max(1, fitting.length)] ?? ''
  })
  const shortened = maxLength === undefined ? text : text.map((word) => word.slice(0, maxLength))
  if (pattern === undefined && format === undefined) return fc.oneof(pick, shortened)
  return fc.oneof({ weight: 12, arbitrary: pick }, { weight: 1, arbitrary: format === 'uuid' || pattern?.includes('[0-9a-f]{8}') === true ? fc.uuid({ version: 7 }) : shortened })
}

function buildNumber({ type, minimum = -(2 ** 53) + 1, maximum = 2 ** 53 - 1 }: JsonSchema): fc.Arbitrary<number> {
  const near = [minimum, maximum, 0, 1, 2, 7, 1000, Date.now()].filter((value) => value >= minimum && value <= maximum)
  const odd = type === 'integer' ? fc.constantFrom(...near) : fc.oneof(fc.constantFrom(...near), fc.double({ min: minimum, max: maximum, noNaN: true }))
  return fc.oneof(odd, fc.integer({ min: Math.max(minimum, -100), max: Math.min(maximum, 100) < Math.max(minimum, -100) ? Math.max(minimum, -100) : Math.min(maximum, 100) }))
}
