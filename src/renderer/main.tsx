/** The renderer's entry: styles, theme, connection, language, then the app. */
import './styles/tokens.css'
import './ui/base.css'
import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startLiveEvents } from './lib/live-events.ts'
import { applyStoredTheme } from './lib/theme.ts'
import { startLanguage } from './text/i18n.ts'

applyStoredTheme()

/** Live events keep the cache true, so nothing goes stale by itself; a call waits for the connection, so nothing is tried twice. */
const cache = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

// Before the router looks at the address, because the key of web mode comes in its fragment.
startLiveEvents(cache)

function draw(): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App cache={cache} />
    </StrictMode>,
  )
}

// Drawn in English when the words of another language cannot be had.
void startLanguage().then(draw, draw)
