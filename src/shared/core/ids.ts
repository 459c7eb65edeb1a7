/** Maps UUIDs to 26 characters of Mattermost's alphabet and back, so that tools that insist on that form can be given ids. */

const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769'
/** Any ten bits as two characters. */
const pairs = Array.from({ length: 1024 }, (_, bits) => alphabet.charAt(bits >> 5) + alphabet.charAt(bits & 31))
const valueOf = new Map([...alphabet].map((character, value) => [character, value]))
const shortPattern = /^[ybndrfg8ejkmcpqxot1uwisza345h769]{26}$/
const anyUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const [DASH, ZERO, LETTER_A] = [0x2d, 0x30, 0x61]

/** 128 bits in 26 characters, most significant bit first; the last two of the 130 bits are zero. @throws Error for what is no UUID. */
export function uuidToShortId(uuid: string): string {
  if (!anyUuid.test(uuid)) throw new Error(`${uuid} is no UUID`)
  let [short, bits, count] = ['', 0, 0]
  for (let position = 0; position < uuid.length; position += 1) {
    const code = uuid.charCodeAt(position)
    if (code === DASH) continue
    bits = ((bits << 4) | (code < LETTER_A ? code - ZERO : code - LETTER_A + 10)) & 0xfff
    count += 4
    if (count < 10) continue
    count -= 10
    short += pairs[(bits >> count) & 1023]
  }
  return short + pairs[(bits << (10 - count)) & 1023]
}

/** The UUID in lower case, or undefined when `short` is not what `uuidToShortId` can give. */
export function shortIdToUuid(short: string): string | undefined {
  if (!shortPattern.test(short)) return undefined
  let bits = 0n
  for (const character of short) bits = (bits << 5n) | BigInt(valueOf.get(character) ?? 0)
  if ((bits & 3n) !== 0n) return undefined
  const hex = (bits >> 2n).toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * An id that somebody gave us, as a UUID of any case or in its short form; undefined when it is neither. What kind of
 * id it is only a look-up can tell, so the caller names the brand.
 */
export function parseId<Id extends string = string>(raw: string): Id | undefined {
  const uuid = raw.length === 26 ? shortIdToUuid(raw) : raw.toLowerCase()
  return uuid !== undefined && uuidPattern.test(uuid) ? (uuid as Id) : undefined
}
