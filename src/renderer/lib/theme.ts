/** Light, dark or as the system: kept on this device, applied as `data-theme` on the page. */
import { create } from 'zustand'

export type Theme = 'light' | 'dark' | 'system'

const STORED = 'hookline.theme'

export const useTheme = create<{ readonly theme: Theme }>(() => ({ theme: storedTheme() }))

export function setTheme(theme: Theme): void {
  localStorage.setItem(STORED, theme)
  applyTheme(theme)
  useTheme.setState({ theme })
}

/** Before the first paint, so that a dark room stays dark. */
export function applyStoredTheme(): void {
  applyTheme(storedTheme())
}

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

function storedTheme(): Theme {
  const stored = localStorage.getItem(STORED)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}
