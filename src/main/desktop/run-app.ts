/** The running app, put together: server, window, tray, menu and settings, each knowing only what it needs of the others. */
import { app, nativeTheme, type BrowserWindow } from 'electron'
import type { ShellStatus } from '#server/platform.ts'
import type { ShellState } from '#shared/contract/shell.ts'
import { suggestNames } from '../suggest-names.ts'
import { version } from '../version.ts'
import { describeApp } from './about-panel.ts'
import { followBadge, showBadge } from './badge.ts'
import { bridgeWindows } from './bridge.ts'
import { setStartAtLogin, startsAtLogin } from './login-item.ts'
import { setMenu } from './menu.ts'
import { canNotify, showNotification, withdrawNotification } from './notifications.ts'
import type { Place } from './place.ts'
import { openMasterKey, sealMasterKey } from './keyring.ts'
import { askEitherOr, recoverPages, watchForHangs } from './recovery.ts'
import { serveRenderer } from './renderer-scheme.ts'
import { secureSessions } from './security.ts'
import { startServer, type ServerEvents, type ServerThread } from './server-thread.ts'
import { answerShellCalls, orSay } from './shell-calls.ts'
import { logProblem } from './shell-log.ts'
import { openShellSettings, type SettingsFile } from './shell-settings.ts'
import { saveReport } from './support-report.ts'
import { followContextMenu, setSpelling, spellChoices } from './spelling.ts'
import { createTray, type TrayIcon } from './tray.ts'
import { createUpdater, type Updater } from './updater.ts'
import { openWindowMemory, type WindowMemory } from './window-state.ts'
import { commandWindow, dialogWindow, findWindow, followApp, noticeInWindow, openWindow, showWindow, tellLineLost, tellShellState, toggleWindow } from './window.ts'
import { setShellLanguage, words } from './words.ts'
import { changeZoom, followZoom } from './zoom.ts'

interface Parts {
  readonly place: Place
  readonly memory: WindowMemory
  readonly settings: SettingsFile
  readonly updater: Updater
  report(): void
}

/** Resolves when the window is loaded and the server runs. @throws Error with a sentence for people when the data cannot be opened. */
export async function runApp(place: Place, hidden: boolean): Promise<void> {
  const settings = openShellSettings(place.shellFolder, process.platform)
  const parts: Parts = { place, settings, memory: openWindowMemory(place.shellFolder), updater: createUpdater(settings.current.updateFeed, () => tellShellState(readState(parts))), report: () => void saveReport({ askServer: () => thread.createReport(), settings: settings.current, shellFolder: place.shellFolder, window: dialogWindow() }) }
  secureSessions()
  serveRenderer()
  recoverPages()
  followApp()
  describeApp()
  wearLook(parts.memory.state)
  const { thread, ready } = startServer({ dataFolder: place.dataFolder, version, names: suggestNames(), canNotify: canNotify(), isProfile: place.profile !== null }, serverEvents(parts, () => tray))
  bridgeWindows(thread)
  stopAtEnd(thread)
  const tray = createTray({ open: showWindow, toggle: toggleWindow, pause: thread.pause, quit: () => app.quit() })
  hangUpMenu(parts)
  answerCalls(parts)
  setSpelling(settings.current.spellLanguages)
  const open = (): Promise<void> => openWindow({ memory: parts.memory, hidden, hidesOnClose: () => process.platform === 'darwin' || (tray !== undefined && settings.current.closeToTray), onOpen: (window) => followWindow(window, parts) })
  app.on('activate', () => void open())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  await Promise.all([ready, open()])
  if (settings.current.checkForUpdates) parts.updater.check()
}

function followWindow(window: BrowserWindow, { settings }: Parts): void {
  followZoom(window, settings)
  followContextMenu(window)
  watchForHangs(window)
  followBadge(window)
}

/** What the server asks for, and what is done when it breaks. */
function serverEvents(parts: Parts, tray: () => TrayIcon | undefined): ServerEvents {
  return {
    sealMasterKey,
    openMasterKey,
    notify: (notification) => showNotification(notification, parts.settings.current.showPreviews),
    withdraw: withdrawNotification,
    showStatus: (status) => {
      followLook(parts, status)
      tray()?.show(status)
      showBadge(status.badge, findWindow())
    },
    crashed: (reason) => {
      logProblem(`the server broke: ${reason}`)
      tellLineLost()
    },
    restarted: () => noticeInWindow('serverRestarted'),
    reopened: () => findWindow()?.webContents.reload(),
    askToTryAgain: async (reason) => {
      logProblem(`the server does not run: ${reason}`)
      const { serverTitle, serverText, tryAgain, quit } = words().crash
      const again = await askEitherOr({ type: 'error', message: serverTitle, detail: `${serverText}\n\n${reason}`, buttons: [tryAgain, quit] })
      if (!again) app.quit()
      return again
    },
  }
}

function wearLook({ language, theme }: Pick<ShellStatus, 'language' | 'theme'>): void {
  setShellLanguage(language)
  nativeTheme.themeSource = theme
}

/** Remembered for the next start, which knows nothing of the server yet when it opens the window. */
function followLook(parts: Parts, { language, theme }: ShellStatus): void {
  const { state } = parts.memory
  if (state.language === language && state.theme === theme) return
  wearLook({ language, theme })
  parts.memory.remember({ language, theme })
  hangUpMenu(parts)
}

function hangUpMenu({ settings, report }: Parts): void {
  setMenu({ command: commandWindow, zoom: (steps) => changeZoom(settings, steps), report })
}

const readState = ({ place, settings, updater }: Parts): ShellState => ({ settings: { ...settings.current, startAtLogin: startsAtLogin() }, spellChoices: spellChoices(), updates: updater.state(), profile: place.profile })

function answerCalls(parts: Parts): void {
  const { settings, updater } = parts
  settings.onChange((now, before) => {
    if (now.zoom !== before.zoom) findWindow()?.webContents.setZoomFactor(now.zoom / 100)
    if (now.spellLanguages !== before.spellLanguages) setSpelling(now.spellLanguages)
    if (now.checkForUpdates && !before.checkForUpdates) updater.check()
    tellShellState(readState(parts))
  })
  answerShellCalls({
    readState: () => readState(parts),
    set: (change) => {
      const { startAtLogin } = change
      if (startAtLogin !== undefined) orSay('the start at login could not be changed', () => setStartAtLogin(startAtLogin))
      orSay('the setting could not be saved', () => settings.change(change))
    },
    checkForUpdates: () => updater.check(),
  })
}

/** What was promised is on disk before the program ends. The windows are closed by then, and their last words said. */
function stopAtEnd(thread: ServerThread): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void thread.stop().finally(() => {
      stopped = true
      // Where nothing runs this is at once, and Electron, which has not let go of this quit yet, would ignore another one.
      setImmediate(() => app.quit())
    })
  })
}
