/** Small parts of the system: what the app does there is recorded and never done; what the system says, a test sets in `system`. */
import { EventEmitter } from 'node:events'
import { readChromiumKey } from './chromium-key.ts'
import { guard } from './surface.ts'
import { note } from './test-process.ts'

/** What a test sets: the system as the app finds it. */
export const system = {
  isDark: false,
  isOnline: true,
  idleSeconds: 0,
  isOnBattery: false,
  /** Answers for dialogs, used up in order; without one every dialog is cancelled. */
  dialogAnswers: [] as object[],
  /** undefined: no keychain at all. */
  keychain: 'gnome_libsecret' as 'gnome_libsecret' | 'basic_text' | undefined,
  displays: [] as Electron.Display[],
  /** What the spell checker says of the word under the next right click. */
  misspelling: undefined as { word: string; suggestions: string[] } | undefined,
}

export const shell = guard('shell', {
  openExternal: async (url) => note('openExternal', url),
  openPath: async (path) => {
    note('openPath', path)
    return ''
  },
  showItemInFolder: (path) => note('showItemInFolder', path),
  trashItem: async (path) => note('trashItem', path),
  beep: () => note('beep'),
} satisfies Partial<Electron.Shell>)

/** The window that a dialog belongs to is optional and comes first. */
const answer = <T>(what: string, args: unknown[], cancelled: T): T => {
  // Without a window, a message box of macOS stops main until it is answered, and its `signal` does nothing (electron.d.ts).
  note(what, { ...(args.at(-1) as object), hasWindow: args.length > 1 })
  return { ...cancelled, ...(system.dialogAnswers.shift() ?? {}) }
}
const cancelledBox = ({ cancelId = 0 }: Partial<Electron.MessageBoxOptions>): Electron.MessageBoxReturnValue => ({ response: cancelId, checkboxChecked: false })

export const dialog = guard('dialog', {
  showMessageBox: async (...args: unknown[]) => answer('messageBox', args, cancelledBox(args.at(-1) as Electron.MessageBoxOptions)),
  showMessageBoxSync: (...args: unknown[]) => answer('messageBox', args, cancelledBox(args.at(-1) as Electron.MessageBoxOptions)).response,
  showOpenDialog: async (...args: unknown[]) => answer('openDialog', args, { canceled: true, filePaths: [] as string[] }),
  showSaveDialog: async (...args: unknown[]) => answer('saveDialog', args, { canceled: true, filePath: '' }),
  showErrorBox: (title, content) => note('errorBox', { title, content }),
} satisfies Partial<Electron.Dialog>)

let clipboardText = ''
export const clipboard = guard('clipboard', {
  readText: async () => clipboardText,
  writeText: async (text) => {
    clipboardText = text
    note('clipboard', text)
  },
  clear: async () => void (clipboardText = ''),
} satisfies Partial<Electron.Clipboard>)

export const nativeTheme = guard(
  'nativeTheme',
  Object.assign(new EventEmitter(), {
    themeSource: 'system' as 'system' | 'light' | 'dark',
    get shouldUseDarkColors(): boolean {
      return system.isDark
    },
    get shouldUseHighContrastColors(): boolean {
      return false
    },
  } satisfies Partial<Electron.NativeTheme>),
)
// Object.assign copied the value, not the question.
Object.defineProperty(nativeTheme, 'shouldUseDarkColors', { get: () => (nativeTheme.themeSource === 'system' ? system.isDark : nativeTheme.themeSource === 'dark') })

export const powerMonitor = guard(
  'powerMonitor',
  Object.assign(new EventEmitter(), {
    getSystemIdleTime: () => system.idleSeconds,
    getSystemIdleState: (thresholdSeconds) => (system.idleSeconds >= thresholdSeconds ? 'idle' : 'active'),
    isOnBatteryPower: () => system.isOnBattery,
  } satisfies Partial<Electron.PowerMonitor>),
)

export const globalShortcut = guard('globalShortcut', {
  register: (accelerator) => {
    note('shortcut', accelerator)
    return true
  },
  unregister: (accelerator) => note('shortcut-removed', accelerator),
  unregisterAll: () => note('shortcut-removed', 'all'),
  isRegistered: () => false,
} satisfies Partial<Electron.GlobalShortcut>)

export const crashReporter = guard('crashReporter', {
  start: (options) => note('crash-reporter', options),
  getLastCrashReport: () => null as never,
  getUploadedReports: () => [],
  addExtraParameter: (key, value) => note('crash-parameter', { key, value }),
} satisfies Partial<Electron.CrashReporter>)

export const net = guard('net', {
  fetch: (input, options) => {
    note('fetch', typeof input === 'string' ? input : input.url)
    return fetch(input, options as RequestInit)
  },
  isOnline: () => system.isOnline,
  get online(): boolean {
    return system.isOnline
  },
} satisfies Partial<Electron.Net>)

/** `basic_text` is Electron's word for a key that everybody knows. */
const mark = (): string => `double:${readChromiumKey()}:`
const seal = (text: string): Buffer => Buffer.from(`${mark()}${Buffer.from(text).toString('base64')}`)

export const safeStorage = guard('safeStorage', {
  // On Windows the key is made by the time that the app is ready.
  isEncryptionAvailable: () => system.keychain !== undefined && mark() !== '',
  getSelectedStorageBackend: () => system.keychain ?? 'unknown',
  setUsePlainTextEncryption: (usesPlain) => note('plain-text-encryption', usesPlain),
  encryptString: (text) => {
    if (system.keychain === undefined) throw new Error('Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.')
    return seal(text)
  },
  decryptString: (sealed) => {
    const text = sealed.toString()
    if (system.keychain === undefined || !text.startsWith(mark())) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
    return Buffer.from(text.slice(mark().length), 'base64').toString()
  },
} satisfies Partial<Electron.SafeStorage>)
