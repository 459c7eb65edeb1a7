/** The name that a sender gives one delivery, the same at each try, and what its body was: by these a repeat is known. */
import { hash } from 'node:crypto'
import type { PostedFile } from '#shared/contract/change.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { RawPost } from '#shared/dialects/dialect.ts'

export interface DeliveryKey {
  /** As the sender wrote it, at most 100 characters, for people. */
  readonly name: string
  readonly header: string
  /** 16 bytes that stand for hook, header and name; and for the body, where each other body is a delivery of its own. */
  readonly hash: Uint8Array
  /** What another body with the same name is: refused, a repeat all the same, or a delivery of its own. */
  readonly otherBody: 'refuse' | 'repeat' | 'own'
}

type Source = readonly [header: string, otherBody: DeliveryKey['otherBody'], beside?: string]

/**
 * In the order in which they are asked; a sender may set several (Gitea sets GitHub's, too).
 * - Idempotency-Key: draft-ietf-httpapi-idempotency-key-header; GitLab since 17.4.
 * - webhook-id, svix-id: Standard Webhooks and Svix; the id is the message's, at each try.
 * - X-GitHub-Delivery and its kin: one event, the same when it is redelivered.
 * - X-Atlassian-Webhook-Identifier, Linear-Delivery: unique, and unchanged at each try.
 * - ce-id: CloudEvents in binary mode, unique together with ce-source.
 * - X-Gitlab-Event-UUID: of an event that may cause several requests, so only the same body is a repeat. X-Gitlab-Webhook-UUID is none: GitLab's
 *   documents call it the webhook's, and its server makes it anew for each request.
 */
const sources: readonly Source[] = [
  ['idempotency-key', 'refuse'],
  ['webhook-id', 'repeat'],
  ['svix-id', 'repeat'],
  ['x-forgejo-delivery', 'repeat'],
  ['x-gitea-delivery', 'repeat'],
  ['x-gogs-delivery', 'repeat'],
  ['x-github-delivery', 'repeat'],
  ['x-atlassian-webhook-identifier', 'repeat'],
  ['linear-delivery', 'repeat'],
  ['ce-id', 'own', 'ce-source'],
  ['x-gitlab-event-uuid', 'own'],
]

const shownLength = 100

/** Of the hash; its index is written somewhere else at each post, so it is small. */
const keyBytes = 16

/** One delivery of a sender: its name, and what it carried. */
export interface Delivery {
  readonly key: DeliveryKey
  /** SHA-256 in hex. */
  readonly bodyHash: string
}

/** Undefined when the sender names none: then each is new. */
export function readDelivery(hookId: HookId, headers: RawPost['headers'], body: Pick<RawPost, 'rawText' | 'form'>, files: readonly PostedFile[]): Delivery | undefined {
  const named = findName(headers)
  if (!named) return undefined
  const { header, otherBody, scope, name } = named
  const bodyHash = hashBody(body, files)
  // By the name alone only one of them would be remembered, and each would take the other's place.
  const parts = [hookId, header, scope, name, ...(otherBody === 'own' ? [bodyHash] : [])]
  const key = { name: name.slice(0, shownLength).toWellFormed(), header, hash: hash('sha256', JSON.stringify(parts), 'buffer').subarray(0, keyBytes), otherBody }
  return { key, bodyHash }
}

function findName(headers: RawPost['headers']) {
  for (const [header, otherBody, beside] of sources) {
    const name = unquote(headers[header]?.trim() ?? '')
    if (name !== '') return { header, otherBody, name, scope: beside === undefined ? '' : (headers[beside] ?? '') }
  }
  return undefined
}

/** The draft writes the key as a string of RFC 9651, in quotes; most senders leave them out. */
const unquote = (value: string): string => /^"(.+)"$/.exec(value)?.[1] ?? value

/** SHA-256 of what is posted. A form's borders are new at each try, so its fields and files count, not its bytes. */
function hashBody({ rawText, form }: Pick<RawPost, 'rawText' | 'form'>, files: readonly PostedFile[]): string {
  const parts = form === undefined && files.length === 0 ? rawText : JSON.stringify([rawText, form ?? [], files.map(({ name, sha256 }) => [name, sha256])])
  return hash('sha256', parts, 'hex')
}
