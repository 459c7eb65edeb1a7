/** The dialogs that begin something, wherever they were opened: a channel, a conversation, a person. */
import type { Session } from '#shared/contract/rpc/session.ts'
import { closeChannelDialog, useChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { usePeople } from '#renderer/lib/data/queries.ts'
import { DirectDialog } from './direct-dialog.tsx'
import { NewChannelDialog } from './new-channel-dialog.tsx'
import { NewPersonDialog } from './new-person-dialog.tsx'

export function NewDialogs({ session: { me, may } }: { session: Session }) {
  const kind = useChannelDialog(({ dialog }) => dialog?.kind)
  const people = usePeople().data ?? []
  return (
    <>
      {may.createChannels && <NewChannelDialog open={kind === 'new-channel'} others={people.filter(({ id }) => id !== me.id)} onClose={closeChannelDialog} />}
      <DirectDialog open={kind === 'direct'} me={me} people={people} onClose={closeChannelDialog} />
      {may.createPeople && <NewPersonDialog open={kind === 'new-person'} onClose={closeChannelDialog} />}
    </>
  )
}
