/** Alertmanager's `webhook_config`, version 4 (prometheus.io, “Configuration”). */
import { decodeAlerts } from './alerts.ts'
import type { Sender } from './sender.ts'

export const alertmanager: Sender = {
  id: 'alertmanager',
  label: 'Alertmanager',
  recognises: ({ body }) => Array.isArray(body['alerts']) && (body['version'] === '4' || 'groupKey' in body) && 'receiver' in body,
  decode: (_request, payload) => decodeAlerts(payload, () => ({ fields: [], links: [], imageUrl: '' })),
}
