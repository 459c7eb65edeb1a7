/** Says of a webhook that lives on another device of the team on which: only that one knows its addresses and what came or went. */
import type { Client } from '../connect.ts'

/** Those of this device stay as they are. */
export async function withDevice<T extends { readonly homeDevice: string }>(client: Client, webhooks: readonly T[]): Promise<(T & { readonly device?: string })[]> {
  const others = new Map<string, string>((await client.team.listDevices()).filter(({ isThis }) => !isThis).map(({ id, name }) => [id, name]))
  return webhooks.map((one) => {
    const device = others.get(one.homeDevice)
    return device === undefined ? one : { ...one, device }
  })
}
