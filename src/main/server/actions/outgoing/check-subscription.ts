/** What the fields of a subscription must fulfil together, beyond what each must by itself. */
import { AppError } from '#shared/contract/errors.ts'
import type { SubscriptionFields } from '#shared/contract/subscription.ts'
import { explainPattern } from '#shared/core/triggers.ts'
import { getFormat } from '#shared/formats/index.ts'

/** Headers that the request itself sets. */
const ours = /^(host|content-length|content-type|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|accept|user-agent|webhook-.*|x-hookline-.*|x-signature|x-hub-signature-256)$/i
/** Names of containers and of Windows have `_`. */
const hostPort = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+):\d{1,5}$/i

/** @throws AppError `invalid`, with the field that has to change. */
export function checkSubscription(fields: SubscriptionFields, channelCount: number): void {
  const { trigger, events, from, urls, headers, allow } = fields
  if (trigger.when !== 'every' && trigger.words.length === 0) throw invalid('trigger', 'Give at least one word, or choose every message.')
  if (trigger.when === 'every' && channelCount === 0) throw invalid('channels', 'Choose a channel, or words to wait for in all public channels.')
  const broken = trigger.when === 'regex' ? trigger.words.map((word) => explainPattern(word)).find((problem) => problem !== undefined) : undefined
  if (broken !== undefined) throw invalid('trigger', `This is no regular expression: ${broken}.`)
  const format = getFormat(fields.format)
  const untold = events.filter((event) => !format.events.includes(event))
  if (untold.length > 0) throw invalid('events', `${format.label} cannot tell of everything. Take off: ${untold.join(', ')}.`)
  if (from === 'everybody' && !format.tellsOfHooks) throw invalid('from', `${format.label} tells of people's messages only.`)
  const unreadable = urls.find((url) => !URL.canParse(url))
  if (unreadable !== undefined) throw invalid('urls', `“${unreadable}” is no address of a web server.`)
  if (new Set(urls).size < urls.length) throw invalid('urls', 'The same address is there twice.')
  const taken = Object.keys(headers).find((name) => ours.test(name))
  if (taken !== undefined) throw invalid('headers', `The header ${taken} is set by Hookline itself.`)
  if (Object.values(headers).some((value) => !/^[\t\x20-\x7e\xa0-\xff]*$/.test(value))) throw invalid('headers', 'A header must be one line of Latin letters, digits and signs.')
  const wrong = allow.find((entry) => !hostPort.test(entry))
  if (wrong !== undefined) throw invalid('allow', `“${wrong}” must be a host and a port, for instance 127.0.0.1:8080.`)
}

function invalid(field: string, message: string): AppError {
  return new AppError('invalid', message, field)
}
