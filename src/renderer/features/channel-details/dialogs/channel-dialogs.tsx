/** The dialogs about one channel, wherever they were opened: rename, add people, leave, archive. */
import type { Session } from '#shared/contract/rpc/session.ts'
import { closeChannelDialog, useChannelDialog, type ChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { useChannels, usePeople } from '#renderer/lib/data/queries.ts'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { AddPeopleDialog } from './add-people-dialog.tsx'
import { ArchiveDialog } from './archive-dialog.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

export function ChannelDialogs({ session }: { session: Session }) {
  const dialog = useChannelDialog((state) => state.dialog)
  const channelId = channelIdOf(dialog)
  const found = useChannels().data?.find(({ id }) => id === channelId) ?? null
  // While a dialog fades away it still says what it said.
  const channel = useLasting(found)
  const people = usePeople().data ?? []
  if (channel === null) return null
  const isOpen = (kind: ChannelDialog['kind']): boolean => found !== null && dialog?.kind === kind
  return (
    <>
      <RenameDialog channel={channel} open={isOpen('rename')} onClose={closeChannelDialog} />
      <AddPeopleDialog channel={channel} people={people} open={isOpen('add-people')} onClose={closeChannelDialog} />
      <LeaveDialog channel={channel} me={session.me} open={isOpen('leave')} onClose={closeChannelDialog} />
      <ArchiveDialog channel={channel} countHooks={session.may.manageHooks} open={isOpen('archive')} onClose={closeChannelDialog} />
    </>
  )
}

const channelIdOf = (dialog: ChannelDialog | null): string | null => (dialog !== null && 'channelId' in dialog ? dialog.channelId : null)
