/** The search page, with its query taken from the window's address. */
import type { Session } from '#shared/contract/rpc/session.ts'
import { SearchPage } from '#renderer/features/search/index.ts'
import { t } from '#renderer/text/i18n.ts'
import { ConnectionBanner } from './banners.tsx'

/** With and without a query. */
export const searchAddress = /^\/search(?:\/.*)?$/

export function SearchPane({ session, backHref }: { session: Session; backHref: string }) {
  return (
    <section className="pane" aria-label={t('search:title')}>
      <ConnectionBanner />
      <SearchPage session={session} query={readQuery()} backHref={backHref} />
    </section>
  )
}

/** From the address itself: the router has decoded a part of it, and "100%" would not survive that twice. */
function readQuery(): string {
  const raw = location.hash.replace(/^#?\/?search\/?/, '')
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}
