/** What can stand above any page: a person's card, my status, notifications. */
import type { Session } from '#shared/contract/rpc/session.ts'
import { StatusDialog } from '#renderer/features/profile/index.ts'
import { NotificationCards } from '#renderer/widgets/notification-cards/notification-cards.tsx'
import { PersonCardHost } from '#renderer/widgets/person-card/person-card-host.tsx'

export function OverAll({ session }: { session: Session }) {
  return (
    <>
      <PersonCardHost />
      <StatusDialog me={session.me} />
      <NotificationCards />
    </>
  )
}
