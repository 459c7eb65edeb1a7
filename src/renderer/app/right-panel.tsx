/** What stands at the window's end beside a page: a thread, the details of a channel, its cases, or what belongs to a message. In a narrow window it takes the page's place. */
import './right-panel.css'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { CasesPanel } from '#renderer/features/cases/index.ts'
import { DetailsPanel } from '#renderer/features/channel-details/index.ts'
import { ChannelHooks } from '#renderer/features/hooks/index.ts'
import { CardPanel } from '#renderer/features/message-card/index.ts'
import { EncryptionSection } from '#renderer/features/team/index.ts'
import { channelPath, isBelow } from '#renderer/lib/format/channel-path.ts'
import { closePanel, returnFocus, usePanel, type Panel } from '#renderer/lib/screen/panel.ts'
import { useChannel } from '#renderer/lib/data/use-channel.ts'
import { useNarrow } from '#renderer/lib/look/use-narrow.ts'
import { t } from '#renderer/text/i18n.ts'
import { inboxPaths } from './inbox-pane.tsx'
import { BrokenPage } from './notice-pages.tsx'
import { ThreadBeside } from './thread-beside.tsx'

/** The page and, if one belongs beside it, the panel. */
export function WithRightPanel({ session, children }: { session: Session; children: ReactNode }) {
  const shown = useShownPanel()
  const isNarrow = useNarrow()
  useReturnedFocus(shown?.panel ?? null)
  return (
    <>
      <div className="main__page" data-region="page" inert={isNarrow && shown !== null}>
        {children}
      </div>
      {shown !== null && <RightPanel {...shown} session={session} />}
    </>
  )
}

interface Shown {
  readonly panel: Panel
  readonly channel: Channel
}

/** A panel goes with its channel: whoever leaves for another one closes it. What rows lead to also opens beside the pages that list them. */
function useShownPanel(): Shown | null {
  const panel = usePanel((state) => state.panel)
  const channel = useChannel(panel?.channelId)
  const [path] = useLocation()
  const isShown = panel !== null && channel !== undefined && (isBelow(path, channelPath(channel)) || (panel.kind !== 'details' && listings.some((listing) => isBelow(path, listing))))
  const isLeft = panel !== null && channel !== undefined && !isShown
  const left = useRef(false)
  useEffect(() => void (left.current = isLeft), [isLeft])
  // Only a new address leaves: a channel that is renamed has its old one for a moment.
  useEffect(() => {
    if (left.current) closePanel()
  }, [path])
  return isShown ? { panel, channel } : null
}

const listings = [...inboxPaths, '/search']

function RightPanel({ panel, channel, session }: Shown & { session: Session }) {
  const frame = useRef<HTMLElement>(null)
  const which = partOf(panel)
  useEffect(() => {
    // A composer in it has taken the focus already.
    if (frame.current?.contains(document.activeElement) === false) frame.current.focus({ preventScroll: true })
  }, [panel.kind, which])
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // What floats above the panel stands elsewhere in the document and closes first.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing || !isInside) return
    event.preventDefault()
    closePanel()
  }
  return (
    <aside className="panel" data-region="panel" aria-label={nameOf(panel)} tabIndex={-1} ref={frame} onKeyDown={handleKeyDown}>
      <ErrorBoundary FallbackComponent={BrokenPage} resetKeys={[which]}>
        <Contents panel={panel} channel={channel} session={session} />
      </ErrorBoundary>
    </aside>
  )
}

function Contents({ panel, channel, session }: Shown & { session: Session }) {
  switch (panel.kind) {
    case 'thread':
      return <ThreadBeside panel={panel} channel={channel} me={session.me} />
    case 'details':
      return <DetailsPanel channel={channel} session={session} tab={panel.tab} encryption={<EncryptionSection channel={channel} />} webhooks={session.may.manageHooks ? <ChannelHooks key={channel.id} channel={channel} session={session} /> : null} />
    case 'cases':
      return <CasesPanel key={channel.id} channel={channel} me={session.me} />
    case 'card':
      return <CardPanel key={panel.messageId} channel={channel} messageId={panel.messageId} />
  }
}

/** What of its kind it shows. */
function partOf(panel: Panel): string {
  if (panel.kind === 'thread') return panel.rootId
  if (panel.kind === 'details') return panel.tab
  return panel.kind === 'card' ? panel.messageId : panel.channelId
}

function nameOf({ kind }: Panel): string {
  if (kind === 'thread') return t('thread:title')
  if (kind === 'details') return t('channels:details')
  return kind === 'card' ? t('message:card.title') : t('cases:title')
}

function useReturnedFocus(shown: Panel | null): void {
  const before = useRef<Panel | null>(null)
  useEffect(() => {
    const isClosed = usePanel.getState().panel === null
    if (before.current !== null && shown === null && isClosed) returnFocus(before.current)
    before.current = shown
  }, [shown])
}
