/** The left side of the window: the workspace, its channels and the state of the listener. */
import './sidebar.css'
import { Hash, Lock } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { channelPath } from '#renderer/lib/channel-path.ts'
import { channelTitle } from '#renderer/lib/channel-title.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { useChannels, usePeople } from '#renderer/lib/queries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Logo } from '#renderer/ui/logo.tsx'
import { NavRow } from '#renderer/ui/nav-row.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { NewMenu } from './new-menu.tsx'
import { WorkspaceMenu } from './workspace-menu.tsx'

export function Sidebar({ session }: { session: Session }) {
  const channels = useChannels()
  const people = usePeople()
  return (
    <nav className="sidebar__nav" aria-label="Workspace">
      <div className="workspace">
        <Logo size="small" />
        <WorkspaceMenu name={session.workspace.name} />
        <NewMenu session={session} />
      </div>
      <div className="nav">
        {channels.data !== undefined && <ChannelRows channels={channels.data} me={session.me} people={people.data ?? []} />}
        {channels.isPending && <RowBones />}
        {channels.isLoadingError && <LoadProblem message={toErrorBody(channels.error).message} onRetry={() => void channels.refetch()} />}
      </div>
    </nav>
  )
}

function ChannelRows({ channels, me, people }: { channels: readonly Channel[]; me: Person; people: readonly Person[] }) {
  const [path] = useLocation()
  const shown = channels.filter((channel) => channel.archivedAt === null || path === channelPath(channel))
  const rows = shown.map((channel) => ({ channel, ...channelTitle(channel, me.username, people) }))
  const direct = rows.filter(({ channel }) => channel.type === 'direct' || channel.type === 'group').sort((a, b) => a.title.localeCompare(b.title))
  const open = rows.filter(({ channel }) => channel.type === 'public' || channel.type === 'private').sort((a, b) => a.title.localeCompare(b.title))
  return (
    <>
      <div className="nav__sect nav__sect--first">Channels</div>
      {open.map(({ channel, title }) => (
        <NavRow
          key={channel.id}
          href={channelPath(channel)}
          icon={channel.type === 'private' ? <Lock className="icon" aria-label="Private" /> : <Hash className="icon" />}
          label={title}
          current={path === channelPath(channel)}
        />
      ))}
      {direct.length > 0 && <div className="nav__sect">Direct messages</div>}
      {direct.map(({ channel, title, person }) => (
        <NavRow key={channel.id} href={channelPath(channel)} icon={<PersonAvatar username={person?.username ?? title} name={title} size={18} />} label={title} current={path === channelPath(channel)} />
      ))}
    </>
  )
}

function LoadProblem({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div className="nav__problem" role="alert">
      <p>The channels could not be loaded. {message}</p>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}

function RowBones() {
  return (
    <div className="nav__bones" aria-busy="true">
      {['58%', '72%', '46%', '64%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
