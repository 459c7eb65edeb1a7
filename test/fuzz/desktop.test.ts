/** Links and words with which the system starts the app: only what is exactly right means anything, and only web addresses leave. */
import fc from 'fast-check'
import { readArguments } from '../../src/main/desktop/read-arguments.ts'
import { parseLink } from '../../src/main/desktop/parse-link.ts'
import { safeLink } from '../../src/main/desktop/link-address.ts'
import { fuzz } from './fuzz.ts'
import { text } from './values.ts'

const uuid = '0190a0b0-0000-7000-8000-000000000001'
const parts = ['hookline:', 'HOOKLINE:', '//', '/', 'channel/', 'channel', 'town-square', 'message/', uuid, 'join', '#', '?', '&', '=', '%2e%2e', '..', '%00', '\u0000', '\n', '--cli', '--profile', '--hidden', '--profile=', 'https://', 'http:', 'mailto:', 'a@e.example', '@', ':', 'e.example', '\\', '"', "'", ' ', '$(calc)']
const link = fc.oneof(fc.array(fc.oneof(fc.constantFrom(...parts), text), { maxLength: 10 }).map((all) => all.join('')), fc.tuple(fc.constantFrom(`hookline://channel/ops/message/${uuid}`, 'hookline://channel/ops', 'hookline://join#abc', 'https://e.example/a?b=c'), fc.nat(60), text).map(([good, at, wound]) => good.slice(0, at) + wound + good.slice(at)))

fuzz<string>('deep-links', {
  values: link,
  check: (raw) => {
    const read = parseLink(raw)
    if (read?.kind === 'open' && !/^\/channels\/[a-z0-9][a-z0-9._-]*(\/messages\/[0-9a-f-]{36})?$/.test(read.path)) throw new Error(`opens ${read.path}`)
    if (read?.kind === 'join' && read.link !== raw) throw new Error('joins by another link')
    const safe = safeLink(raw)
    if (safe === undefined) return
    if (!/^(https?:\/\/|mailto:)/.test(safe)) throw new Error(`lets ${safe} out`)
    if (/[\s"'`<>\\^{}|\p{Cc}]/u.test(safe)) throw new Error('lets a sign out that a shell reads')
    if (safeLink(safe) !== safe) throw new Error('is another address when it is asked for again')
  },
})

fuzz<readonly string[]>('start-words', {
  values: fc.array(fc.oneof(fc.constantFrom(...parts), link), { maxLength: 6 }),
  check: (words) => {
    const read = readArguments(words)
    // A link is the last thing that counts: what a page put behind it is nobody's option.
    const linkAt = words.findIndex((word) => /^hookline:/i.test(word))
    const own = linkAt === -1 ? words : words.slice(0, linkAt)
    if (read.hidden && !own.includes('--hidden')) throw new Error('hidden by a link')
    if (read.cli !== null && !own.includes('--cli')) throw new Error('a command by a link')
    if (read.rawProfile !== null && !own.some((word) => word.startsWith('--profile'))) throw new Error('a profile by a link')
  },
})
