/** Asks the server whether a text holds an address of one of our own webhooks, before anybody else reads it. */
import type { RecognisedAddress } from '#shared/contract/hook.ts'
import { rpc } from './client.ts'

/** Most texts hold none: then nobody is asked. */
export const mayHoldAddress = (text: string): boolean => /https?:\/\/\S+\/\S/i.test(text)

const PATIENCE_MS = 1000

/** None where nobody answers soon: a message must not wait for that. */
export async function findLeaks(text: string): Promise<readonly RecognisedAddress[]> {
  if (!mayHoldAddress(text)) return []
  return rpc.addresses.recognise({ text }, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => [])
}

/** The text without the secrets. */
export function maskLeaks(text: string, addresses: readonly RecognisedAddress[]): string {
  return addresses.reduce((masked, { url, masked: shown }) => masked.replaceAll(url, shown), text)
}
