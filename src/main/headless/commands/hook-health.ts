/** What the command line says of a webhook's health: all of it as JSON, sentences for people. */
import type { Counted, HookHealth } from '#shared/contract/hook-health.ts'
import type { Client } from '../connect.ts'
import type { CommonOptions } from '../command.ts'
import { hookId } from './ids.ts'
import { showNames } from './hook-rules.ts'

export async function showHook(client: Client, { json }: CommonOptions, rawId: string) {
  const id = hookId(rawId)
  const [found, health] = await Promise.all([client.hooks.show({ id }), client.hooks.health({ id })])
  const hook = await showNames(client, found)
  return json === true ? { ...hook, health } : { ...hook, ...forPeople(health) }
}

export async function showHealth(client: Client, { json }: CommonOptions, rawId: string) {
  const id = hookId(rawId)
  const [{ name, enabled, pausedReason }, health] = await Promise.all([client.hooks.show({ id }), client.hooks.health({ id })])
  return { name, enabled, pausedReason, ...(json === true ? health : forPeople(health)) }
}

function forPeople({ lastDay, lastWeek, p95Ms, lastAcceptedAt, lastRefusal, failingSince, failures, unusedSince }: HookHealth) {
  return {
    last24Hours: sayCounted(lastDay),
    last7Days: sayCounted(lastWeek),
    p95: p95Ms === null ? '' : `${p95Ms} ms`,
    lastAcceptedAt,
    lastRefusedAt: lastRefusal?.at ?? null,
    lastRefusal: lastRefusal === null ? '' : `${lastRefusal.reason} (request ${lastRefusal.verdictId})`,
    failing: failingSince === null ? '' : `${failures} times since ${sayDay(failingSince)}`,
    unused: unusedSince === null ? '' : `since ${sayDay(unusedSince)}`,
  }
}

function sayCounted({ accepted, refused }: Counted): string {
  const all = accepted + refused
  return all === 0 ? 'none' : `${accepted} accepted, ${refused} refused (${Math.floor((accepted / all) * 1000) / 10} %)`
}

const sayDay = (at: number): string => new Date(at).toISOString().slice(0, 10)
