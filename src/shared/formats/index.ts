/** The list of outgoing formats; all else that knows them reads it. */
import type { FormatId } from '#shared/contract/subscription.ts'
import type { Format } from './format.ts'
import { kommoV1, kommoV2 } from './kommo.ts'
import { mattermostForm, mattermostJson, slackOutgoing } from './mattermost-outgoing.ts'
import { standardWebhooks } from './standard-webhooks.ts'

export const formats: readonly Format[] = [mattermostJson, mattermostForm, standardWebhooks, slackOutgoing, kommoV1, kommoV2]

export function getFormat(id: FormatId): Format {
  const format = formats.find((one) => one.id === id)
  if (format === undefined) throw new Error(`no format is called ${id}`)
  return format
}
