/** The renderer's entry: styles, theme, connection, language, then the app. */
import './styles/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startLiveEvents } from './lib/live-events.ts'
import { queryClient } from './lib/query-client.ts'
import { applyStoredTheme } from './lib/theme.ts'
import { startLanguage } from './text/i18n.ts'

applyStoredTheme()

// Before the router looks at the address, because the key of web mode comes in its fragment.
startLiveEvents(queryClient)

function draw(): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App cache={queryClient} />
    </StrictMode>,
  )
}

// Drawn in English when the words of another language cannot be had.
void startLanguage().then(draw, draw)
