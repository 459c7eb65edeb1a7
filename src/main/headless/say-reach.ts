/** Where the listener can be reached, in lines for people: what the window's status line says. */
import type { ListenerStatus } from '#shared/contract/listener.ts'
import { joinHostPort } from '#shared/core/join-host-port.ts'

export function sayReach({ state, hosts, port, problem, lan, publicUrl }: ListenerStatus): string[] {
  const local = state === 'listening' ? hosts.map((host) => joinHostPort(host, port)).join(', ') : (problem ?? state)
  const isAlone = lan.state === 'off' && publicUrl === null
  return [
    `${isAlone ? 'Only this computer' : 'This computer'} · ${local}`,
    ...(lan.state === 'listening' ? [`LAN · TLS · ${lan.urls.join(', ')}`, `  certificate ${lan.certificate?.fingerprint ?? ''}`] : []),
    ...(lan.problem === null ? [] : [lan.problem]),
    ...(publicUrl === null ? [] : [`Public through ${publicUrl}`]),
  ]
}
