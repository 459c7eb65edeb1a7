/** What can stand above any page: a person's card, a picture, my status, notifications. */
import type { Session } from '#shared/contract/rpc/session.ts'
import { StatusDialog } from '#renderer/features/profile/index.ts'
import { VerifyDialog } from '#renderer/features/team/index.ts'
import { LightboxHost } from '#renderer/widgets/lightbox/lightbox-host.tsx'
import { NotificationCards } from '#renderer/widgets/notification-cards/notification-cards.tsx'
import { PersonCardHost } from '#renderer/widgets/person-card/person-card-host.tsx'

export function OverAll({ session }: { session: Session }) {
  return (
    <>
      <PersonCardHost />
      <LightboxHost />
      <StatusDialog me={session.me} />
      <VerifyDialog />
      <NotificationCards />
    </>
  )
}
