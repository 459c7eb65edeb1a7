/** Warns of an address of one of our own webhooks in what is written in a composer, and takes its secret out. */
import type { RecognisedAddress } from '#shared/contract/hook.ts'
import { getDraft, setDraftText, type PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { findLeaks, maskLeaks } from '#renderer/lib/data/find-leaks.ts'
import { showNote } from './notes.ts'

/** For what was pasted. */
export async function warnOfLeaks(key: PlaceKey, text: string): Promise<void> {
  const addresses = await findLeaks(text)
  if (addresses.length > 0) showNote(key, { kind: 'leak', addresses, text: getDraft(key)?.text ?? '' })
}

export function maskDraft(key: PlaceKey, addresses: readonly RecognisedAddress[]): void {
  setDraftText(key, maskLeaks(getDraft(key)?.text ?? '', addresses))
}
