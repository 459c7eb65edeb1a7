/** All ways of signing that a hook can ask for. */
import type { SignatureScheme } from '#shared/contract/hook-rules.ts'
import { customHmac } from './custom-hmac.ts'
import { github } from './github.ts'
import { gitlabToken } from './gitlab-token.ts'
import { kommo } from './kommo.ts'
import type { Scheme } from './scheme.ts'
import { slackSignature } from './slack.ts'
import { standardWebhooks } from './standard-webhooks.ts'
import { stripe } from './stripe.ts'

export const schemes: Readonly<Record<Exclude<SignatureScheme, 'none'>, Scheme>> = {
  'standard-webhooks': standardWebhooks,
  github,
  'gitlab-token': gitlabToken,
  slack: slackSignature,
  stripe,
  kommo,
  hmac: customHmac,
}
