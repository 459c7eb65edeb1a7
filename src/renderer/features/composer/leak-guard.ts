/** Asks the server whether a text holds an address of one of our own webhooks, before anybody else reads it. */
import type { RecognisedAddress } from '#shared/contract/hook.ts'
import { rpc } from '#renderer/lib/client.ts'
import { getDraft, setDraftText, type PlaceKey } from '#renderer/lib/drafts.ts'
import { showNote } from './notes.ts'

/** Most texts hold none: then nobody is asked. */
export const mayHoldAddress = (text: string): boolean => /https?:\/\/\S+\/\S/i.test(text)

const PATIENCE_MS = 1000

/** None where nobody answers soon: a message must not wait for that. */
export async function findLeaks(text: string): Promise<readonly RecognisedAddress[]> {
  if (!mayHoldAddress(text)) return []
  return rpc.addresses.recognise({ text }, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => [])
}

/** For what was pasted. */
export async function warnOfLeaks(key: PlaceKey, text: string): Promise<void> {
  const addresses = await findLeaks(text)
  if (addresses.length > 0) showNote(key, { kind: 'leak', addresses })
}

/** Takes the secrets out of what is written. */
export function maskLeaks(key: PlaceKey, addresses: readonly RecognisedAddress[]): void {
  const text = getDraft(key)?.text ?? ''
  setDraftText(key, addresses.reduce((masked, { url, masked: shown }) => masked.replaceAll(url, shown), text))
}
