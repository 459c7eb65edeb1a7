/** A German window says every sentence in German with which the server can refuse something. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { networkNotices, type NetworkNotice } from '#shared/core/network-notices.ts'
import { de } from '#renderer/text/de/index.ts'
import { refusals } from '#renderer/text/de/refusals/index.ts'
import { settingLabels } from '#renderer/text/setting-labels.ts'
import { createSpeaker } from '#renderer/text/say-refusal.ts'
import { Tree } from './outcomes.ts'
import { findRefusals } from './refusals.ts'

/** Sentences that come to these places are found where they begin, in src/main/server/sync: each is a text there, or of another device. */
const handedOn = [
  'src/main/server/actions/workspace/host-team.ts problem',
  'src/main/server/sync/check-hosting.ts problem',
  'src/main/server/sync/engine/bring-file.ts error instanceof Error ? error.message : String(error)',
  'src/main/server/sync/engine/find-at.ts error.message',
  'src/main/server/sync/engine/join-team.ts message',
  'src/main/server/sync/engine/join-team.ts refusal',
  'src/main/server/sync/engine/team-files.ts message',
  'src/main/server/sync/ledger/admission.ts problem',
  'src/main/server/sync/port-calls.ts message',
  'src/main/server/sync/relay-store-follow.ts error instanceof Error ? error.message : String(error)',
  'src/main/server/sync/relay-store.ts error.message',
  'src/main/server/sync/sync-thread.ts problem.message',
  'src/main/server/sync/transports/connect-relay.ts message',
  'src/main/server/sync/transports/open-link.ts error.message',
  'src/main/server/sync/transports/open-link.ts frame.header.message',
  'src/main/server/sync/transports/open-link.ts welcome.message',
  'src/main/server/sync/transports/remote-calls.ts header.message',
  'src/main/server/sync/transports/remote-files.ts error.message',
  'src/main/server/sync/transports/remote-follows.ts String(error)',
  'src/main/server/sync/transports/remote-follows.ts header.message',
  'src/main/server/sync/transports/serve-connection.ts refusal',
  'src/main/server/sync/transports/serve-connection.ts why',
]

/** Of requests: found where they begin, as a `detail` or `problem` there, or as each of the sentences that are joined. */
const joined = [
  "src/main/server/actions/posts/drain-queue.ts [said, ...new Set(untold)].join(' ')",
  'src/main/server/actions/posts/drain-queue.ts detail',
  "src/main/server/listener/build-verdict.ts sayWhose(request, 'reason' in result ? result.detail : describeDone(messages, progress))",
  'src/main/server/listener/receive-hook.ts known.message',
  'src/shared/core/json-scan.ts scan.problem',
  'src/shared/dialects/decode-payload.ts detail',
  "src/shared/dialects/discord/read-payload.ts [`${said.join('; ').replace(/\\.$/, '')}.`, ...more].join(' ')",
  'src/shared/dialects/emakin-attachments.ts card.detail',
  'src/shared/dialects/emakin-payload.ts detail',
]

/** Of src/shared/core/network-notices.ts: they go with a code, and windows say that, in the words of text/de/network.ts. */
const coded = ['src/main/server/actions/workspace/explain-setting.ts sayNotice(notice)', 'src/main/server/actions/workspace/given-certificate.ts sayNotice({ code, values })']

/** What the sources fill in and no language says otherwise: names of algorithms. */
const named = ['digest', 'ed25519', 'gcm', 'hkdf']
/** Holes with what programs call something, in every language the same. */
const asWritten = ['field', 'header', 'scheme', 'form', 'example', 'start']
/** Holes with a part of a sentence: it has its German too. */
const nested = ['why', 'what']

const { recognise } = createSpeaker(refusals)
const found = findRefusals()

/** What stands in the place of a value; fits every hole. */
const filler = 'any.thing'
const fill = (text: string): string => {
  let count = 0
  return text.replaceAll('{}', () => filler + 'ABCDEFGH'.charAt(count++))
}

/** The entries that say a text, and what nobody says of it. */
function look(text: string): { sentences: string[]; unsaid: string[] } {
  const recognised = recognise(text)
  if (recognised === undefined) return { sentences: [], unsaid: [text] }
  const values = Object.entries(recognised.values).filter(([hole, value]) => !asWritten.includes(hole) && !(nested.includes(hole) ? /^any\.thing[A-H]?$/ : /^any\.thing/).test(value) && !/^\d+$/.test(value))
  const below = values.map(([hole, value]) => (nested.includes(hole) ? look(value) : { sentences: [], unsaid: named.includes(value) ? [] : [`${text}: ${value}`] }))
  return { sentences: [recognised.sentence, ...below.flatMap(({ sentences }) => sentences)], unsaid: below.flatMap(({ unsaid }) => unsaid) }
}

/** zod's own sentences for what no schema says otherwise. */
const ofZod = [
  z.int().max(5).safeParse(6),
  z.int().min(5).safeParse(4),
  z.string().max(1).safeParse('ab'),
  z.string().min(1).safeParse(''),
  z.array(z.int()).max(1).safeParse([1, 2]),
  z.array(z.int()).min(1).safeParse([]),
  z.int().safeParse('x'),
  z.uuid().safeParse('x'),
  z.enum(['a', 'b']).safeParse('c'),
  z.literal('a').safeParse('c'),
  z.strictObject({}).safeParse({ a: 1 }),
  z.strictObject({}).safeParse({ a: 1, b: 2 }),
  z.union([z.int(), z.null()]).safeParse('x'),
].map(({ error }) => error!.issues[0]!.message)

/** Of Discord's forms each problem stands behind its field, which the template there has without words. */
const ofForms = ['embeds.0.title: This field is required']

const looked = found.said.map(({ text }) => look(fill(text)))
const lookedOfZod = ofZod.map((text) => recognise(text)?.sentence ?? text)

describe('German has', () => {
  test('every sentence of a refusal', () => {
    const places = new Map(found.said.map(({ text, place }) => [fill(text), place]))
    expect(looked.flatMap(({ unsaid }) => unsaid).map((text) => `${places.get(text) ?? ''} ${text}`)).toEqual([])
    // As many as were there when this was written: who loses the way to them finds fewer.
    expect(found.said.length).toBeGreaterThan(850)
  })

  test('every sentence of zod', () => expect(lookedOfZod.filter((sentence) => !Object.hasOwn(refusals.sentences, sentence))).toEqual([]))

  test('none that nobody says', () => {
    const said = new Set([...looked.flatMap(({ sentences }) => sentences), ...lookedOfZod, ...ofForms.map((text) => recognise(text)?.sentence)])
    expect(Object.keys(refusals.sentences).filter((sentence) => !said.has(sentence))).toEqual([])
  })

  test('one place for each sentence: none with a code is said by its words, too', () => {
    expect(Object.keys(de.network.notice)).toEqual(Object.keys(networkNotices))
    const sayings = Object.values(networkNotices).map((sentence) => recognise(fill(sentence.replaceAll(/\{\{\w+\}\}/g, '{}')))?.sentence)
    // That of any setting has the setting's name before what a schema says.
    expect(sayings.filter((sentence) => sentence !== undefined && !sentence.startsWith('{{key}}: '))).toEqual([])
  })

  test('the same values in both', () => {
    const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, hole]) => hole!).sort()
    expect(Object.entries(networkNotices).filter(([code, english]) => holes(english).join() !== holes(de.network.notice[code as NetworkNotice]).join())).toEqual([])
    expect(Object.entries(refusals.sentences).filter(([english, german]) => holes(english).join() !== holes(german).join() || new Set(holes(english)).size < holes(english).length)).toEqual([])
  })

  test('no English words', () => {
    const english = /\b(?:the|this|that|there|which|with|only|cannot|was|were|and|not|you|your|choose|again)\b/i
    // "was" is German too.
    expect(Object.values(refusals.sentences).filter((german) => english.test(german.replaceAll(/\bwas\b/gi, '')))).toEqual([])
  })

  test('a word for each kind of event', () => expect(Object.keys(de.outgoing.event)).toEqual(['posted', 'edited', 'deleted', 'reaction', 'joined', 'case', 'files']))
})

test('a window knows each setting that a sentence names by its key', () => {
  const named = [...found.said.map(({ text }) => text), ...Object.values(networkNotices)].flatMap((text) => [...text.matchAll(/^([a-z]+\.[a-z]+[A-Za-z]*): |\(([a-z]+\.[a-z]+[A-Za-z]*)\)/g)].map(([, first, inside]) => first ?? inside ?? ''))
  expect(named.length).toBeGreaterThan(10)
  expect([...new Set(named)].filter((key) => !Object.hasOwn(settingLabels, key))).toEqual([])
})

test('every way that a sentence goes is followed, or ends in a list with its reason', () => expect([...found.lost].sort()).toEqual([...handedOn, ...joined, ...coded].sort()))

test('sentences are found however they are made', () => {
  const { said, lost } = findRefusals(
    Tree.of({
      'src/main/server/a.ts': `
        import { AppError } from '#shared/contract/errors.ts'
        const LIMIT = 5
        const plain = 'Plain.'
        const table: Record<string, string> = { one: 'One.', two: \`Two \${LIMIT}.\` }
        const refuse = (message: string): AppError => new AppError('invalid', message)
        function why(name: string): string {
          if (name === '') return 'is empty'
          return name.length > LIMIT ? \`has \${name.length}\` : 'is odd'
        }
        export function act(name: string, isOld: boolean): void {
          throw new AppError('invalid', isOld ? plain : table[name])
          throw refuse(\`It \${why(name)}\` + '!')
          throw refuse(unknown())
          let late = 'First.'
          late ??= \`Then \${isOld ? 'old' : name}.\`
          throw new AppError('invalid', late)
        }`,
    }),
  )
  expect(said.map(({ text }) => text)).toEqual(['It is empty!', 'It has {}!', 'It is odd!', 'Plain.', 'One.', 'Two {}.', 'First.', 'Then old.', 'Then {}.'])
  expect(lost).toEqual(['src/main/server/a.ts message'])
})
