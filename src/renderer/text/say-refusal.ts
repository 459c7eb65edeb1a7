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
  /** Of several sentences, one after the other, each; the text itself where one of them is not in the catalogue. */
  readonly sayAll: (text: string) => string
  readonly recognise: (sentence: string) => Recognised | undefined
}

/** Holes that tell two sentences apart only by what they hold. Others hold anything. */
const shapes: Readonly<Record<string, string>> = { key: '[a-z]+\\.[A-Za-z]+', member: '\\w+(?:\\.\\w+)*', owner: '[\\w.-]+', channel: '\\S*' }
/** Holes that hold a sentence, or a part of one. */
const nested = new Set(['why', 'what'])
/** Texts of more sentences are not taken apart: each beginning and each end is looked up. */
const MOST_SENTENCES = 12
/** Kept, because lists say the same texts over and over. */
const MOST_KEPT = 500
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

  function fill({ sentence, values }: Recognised, sayNested: (text: string) => string): string {
    const sayValue = (name: string): string => (nested.has(name) ? sayNested(values[name] ?? '') : (heldWords[name]?.(values[name] ?? '') ?? values[name] ?? ''))
    return sentences[sentence]!.replaceAll(new RegExp(hole, 'g'), (_, name: string) => sayValue(name))
  }

  function say(sentence: string): string {
    const recognised = recognise(sentence)
    return recognised === undefined ? sentence : fill(recognised, say)
  }

  const kept = new Map<string, string>()
  function sayAll(text: string): string {
    const known = kept.get(text)
    if (known !== undefined) return known
    const said = sayFrom(text) ?? text
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(text, said)
    return said
  }

  /** In as many sentences as it can be, so that a hole swallows none. `tried`: by text, because the same end comes behind many beginnings. */
  function sayFrom(text: string, tried = new Map<string, string | undefined>()): string | undefined {
    if (!tried.has(text)) tried.set(text, takeApart(text, tried))
    return tried.get(text)
  }

  function takeApart(text: string, tried: Map<string, string | undefined>): string | undefined {
    const ends = [...text.matchAll(/[.;] /g)].map(({ index }) => index)
    for (const end of ends.length > MOST_SENTENCES ? [] : ends) {
      const isStop = text[end] === '.'
      const first = sayOne(text.slice(0, isStop ? end + 1 : end))
      const rest = first === undefined ? undefined : sayFrom(text.slice(end + 2), tried)
      if (rest !== undefined) return `${first}${isStop ? ' ' : '; '}${rest}`
    }
    return sayOne(text)
  }

  /** In a list of them a sentence has lost its stop, or got one. */
  function sayOne(text: string): string | undefined {
    const whole = recognise(text)
    if (whole !== undefined) return fill(whole, sayAll)
    const other = recognise(text.endsWith('.') ? text.slice(0, -1) : `${text}.`)
    if (other === undefined) return undefined
    const said = fill(other, sayAll)
    return text.endsWith('.') ? `${said}.` : said.replace(/\.$/, '')
  }

  return { say, sayAll, recognise }
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
