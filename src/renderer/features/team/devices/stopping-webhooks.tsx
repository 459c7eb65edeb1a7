/** Which webhooks end with devices that are about to be removed: they live there, and cannot be moved. */
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { currentLanguage, t } from '#renderer/text/i18n.ts'

/** Named one by one; of more, how many. */
const MOST_NAMES = 8

/** Nothing where there are none, or none that I may see. */
export function StoppingWebhooks({ deviceIds }: { deviceIds: readonly string[] }) {
  const hooks = useQuery({ queryKey: keys.hooks, queryFn: () => rpc.hooks.list() }).data ?? []
  const subscriptions = useQuery({ queryKey: keys.subscriptions, queryFn: () => rpc.subscriptions.list() }).data ?? []
  const names = [...hooks, ...subscriptions].filter(({ homeDevice }) => deviceIds.includes(homeDevice)).map(({ name }) => name)
  if (names.length === 0) return null
  const more = names.length - MOST_NAMES
  const shown = more > 0 ? [...names.slice(0, MOST_NAMES), t('team:devices.moreWebhooks', { count: more })] : names
  const listed = new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(shown.map((name) => `\u2068${name}\u2069`))
  return ` ${t('team:devices.stopping', { count: names.length, names: listed })}`
}
