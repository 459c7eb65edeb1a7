/** Says what the server says of a broken rule in the language of the window: its sentences are English, a catalogue has each with its holes. */

/** What a language has for the sentences of the server. */
export interface Refusals {
  /** English to the language's own, both with the same `{{holes}}`. */
  readonly sentences: Readonly<Record<string, string>>
  /** How the value of a hole is said, by the hole's name; others stand as they came. */
  readonly heldWords: Readonly<Record<string, (value: string) => string>>
}

export interface Recognised {
  /** The English of the catalogue. */
  readonly sentence: string
  /** By the name of the hole, as the server filled it. */
  readonly values: Readonly<Record<string, string>>
}

export interface Speaker {
  /** The sentence itself where the catalogue has none. */
  readonly say: (sentence: string) => string
  readonly recognise: (sentence: string) => Recognised | undefined
}

/** Holes that tell two sentences apart only by what they hold. Others hold anything. */
const shapes: Readonly<Record<string, string>> = { key: '[a-z]+\\.[A-Za-z]+' }
/** Holes that hold a sentence, or a part of one. */
const nested = new Set(['why', 'what'])
/** Longer ones are not looked up: what is filled in comes from people. */
const LONGEST = 1000

const hole = /\{\{(\w+)\}\}/

/** Of several sentences that fit, the one with most words of its own is meant. */
export function createSpeaker({ sentences, heldWords }: Refusals): Speaker {
  const patterns = Object.keys(sentences).filter((sentence) => hole.test(sentence)).map(compile).sort((a, b) => b.fixedLength - a.fixedLength)

  function recognise(sentence: string): Recognised | undefined {
    if (Object.hasOwn(sentences, sentence) && !hole.test(sentence)) return { sentence, values: {} }
    if (sentence.length > LONGEST) return undefined
    for (const { template, expression } of patterns) {
      const found = expression.exec(sentence)
      if (found) return { sentence: template, values: { ...found.groups } }
    }
    return undefined
  }

  function say(sentence: string): string {
    const recognised = recognise(sentence)
    if (recognised === undefined) return sentence
    const { values } = recognised
    const sayValue = (name: string): string => (nested.has(name) ? say(values[name] ?? '') : (heldWords[name]?.(values[name] ?? '') ?? values[name] ?? ''))
    return sentences[recognised.sentence]!.replaceAll(new RegExp(hole, 'g'), (_, name: string) => sayValue(name))
  }

  return { say, recognise }
}

interface Pattern {
  readonly template: string
  readonly expression: RegExp
  /** Of what is not a hole. */
  readonly fixedLength: number
}

function compile(template: string): Pattern {
  const parts = template.split(hole)
  const source = parts.map((part, index) => (index % 2 === 0 ? part.replaceAll(/[\\^$.*+?()[\]{}|\/]/g, '\\$&') : `(?<${part}>${shapes[part] ?? '[^]*?'})`)).join('')
  return { template, expression: new RegExp(`^${source}$`), fixedLength: parts.filter((_, index) => index % 2 === 0).join('').length }
}
