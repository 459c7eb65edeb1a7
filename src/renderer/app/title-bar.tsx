/** The top of the window: hide the sidebar, go back and forward, find anything, and who I am. The desktop's own controls lie over its end. */
import { ChevronLeft, ChevronRight, PanelLeft, Search } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { ProfileMenu } from '#renderer/features/profile/index.ts'
import { runShortcut, shortcutLabel } from '#renderer/lib/screen/shortcuts.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { t } from '#renderer/text/i18n.ts'

export interface TitleBarProps {
  me: Person
  workspace: string
  sidebarShown: boolean
  onToggleSidebar: () => void
}

export function TitleBar({ me, workspace, sidebarShown, onToggleSidebar }: TitleBarProps) {
  const { canGoBack, canGoForward } = useWayBack()
  return (
    <header className="titlebar" data-region="titlebar">
      <div className="titlebar__side">
        <IconButton label={sidebarShown ? t('app:hideSidebar') : t('app:showSidebar')} onClick={onToggleSidebar}>
          <PanelLeft className="icon" />
        </IconButton>
        <IconButton label={t('app:back')} disabled={!canGoBack} onClick={() => history.back()}>
          <ChevronLeft className="icon" />
        </IconButton>
        <IconButton label={t('app:forward')} disabled={!canGoForward} onClick={() => history.forward()}>
          <ChevronRight className="icon" />
        </IconButton>
      </div>
      <FindButton workspace={workspace} />
      <div className="titlebar__side titlebar__side--end">
        <ProfileMenu me={me} />
      </div>
    </header>
  )
}

/** Looks like the field that it opens. */
function FindButton({ workspace }: { workspace: string }) {
  return (
    <button type="button" className="find" aria-haspopup="dialog" onClick={() => runShortcut('palette')}>
      <Search className="icon icon--14" />
      <bdi className="grow clip">{t('search:palette.find', { workspace })}</bdi>
      <kbd>{shortcutLabel('palette')}</kbd>
    </button>
  )
}

interface NavigationLike extends EventTarget {
  readonly canGoBack: boolean
  readonly canGoForward: boolean
}

/** Absent in older browsers, where both buttons simply stay usable. */
const navigation = (window as { navigation?: NavigationLike }).navigation

function useWayBack(): { canGoBack: boolean; canGoForward: boolean } {
  const canGoBack = useSyncExternalStore(subscribeToNavigation, () => navigation?.canGoBack ?? true)
  const canGoForward = useSyncExternalStore(subscribeToNavigation, () => navigation?.canGoForward ?? true)
  return { canGoBack, canGoForward }
}

function subscribeToNavigation(onChange: () => void): () => void {
  navigation?.addEventListener('currententrychange', onChange)
  return () => navigation?.removeEventListener('currententrychange', onChange)
}
