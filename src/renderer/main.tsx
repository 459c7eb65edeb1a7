/** The renderer's entry: styles, look, connection, language, then the app. */
import './styles/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startBadge } from './lib/format/badge.ts'
import { followDesktop } from './lib/desktop/follow-desktop.ts'
import { followLook } from './lib/look/follow-look.ts'
import { startLiveEvents } from './lib/data/live-events.ts'
import { applyStoredLook, useLook } from './lib/look/look.ts'
import { followNotices } from './lib/notices/notify.ts'
import { followPermission } from './lib/notices/outside.ts'
import { queryClient } from './lib/data/query-client.ts'
import { heedDeleted } from './lib/writing/keep-edits.ts'
import { decideLanguage, setLanguage } from './text/i18n.ts'
import { sayShellNotice } from './app/shell-notice.ts'

applyStoredLook()

// Before the router looks at the address, because the key of web mode comes in its fragment.
startLiveEvents(queryClient, (event) => {
  followNotices(event)
  heedDeleted(event)
})
followLook(queryClient)
startBadge(queryClient)
followPermission()
followDesktop(sayShellNotice)

/** Drawn anew when the language or the clock changes: both are read while drawing. */
function Window() {
  const drawn = useLook((state) => state.drawn)
  return <App key={drawn} cache={queryClient} />
}

function draw(): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <Window />
    </StrictMode>,
  )
}

// Words before the first page, so that none flashes by in English; English it is when the others cannot be had.
void setLanguage(decideLanguage(useLook.getState().look['look.language'])).then(draw, draw)
