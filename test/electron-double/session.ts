/** The one session, and protocol: custom schemes served by main, permissions that main decides, the spell checker's languages. */
import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { asReal, guard } from './surface.ts'
import { note, testProcess } from './test-process.ts'
import type { ServedResponse } from './wire.ts'

type Serve = (request: Request) => Response | Promise<Response>
const schemes = new Map<string, Serve>()

export const protocol = guard('protocol', {
  registerSchemesAsPrivileged: (given) => note('privileged-schemes', given),
  handle: (scheme, serve) => {
    schemes.set(scheme, serve)
    testProcess.tell('serveScheme', { scheme })
  },
  unhandle: (scheme) => void schemes.delete(scheme),
  isProtocolHandled: (scheme) => schemes.has(scheme),
} satisfies Partial<Electron.Protocol>)

/** Answers a request of Chromium by what the app serves under that scheme. */
export async function serve({ scheme, url, method, headers, body }: { scheme: string; url: string; method: string; headers: Record<string, string>; body: Uint8Array | null }): Promise<ServedResponse> {
  const response = await schemes.get(scheme)?.(new Request(url, { method, headers, ...(body === null ? {} : { body: Buffer.from(body) }) }))
  if (!response) throw new Error(`nothing is served under ${scheme}:`)
  return { status: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) }
}

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0]

/** What Chromium offers to check. */
const available = ['de', 'de-DE', 'en-AU', 'en-CA', 'en-GB', 'en-US', 'es', 'fr', 'it', 'ko', 'nl', 'pl', 'pt-BR', 'ru', 'sv', 'tr', 'uk']

function createMembers() {
  let languages: string[] = ['en-US']
  let isSpelling = true
  const words = new Set<string>()
  return {
    protocol: asReal<Electron.Protocol>(protocol),
    availableSpellCheckerLanguages: available,
    setSpellCheckerLanguages: (wanted) => {
      const unknown = wanted.find((language) => !available.includes(language))
      if (unknown !== undefined) throw new Error(`Invalid language code provided: "${unknown}" is not a valid language code`)
      languages = wanted
      note('spell-languages', wanted)
    },
    getSpellCheckerLanguages: () => languages,
    setSpellCheckerEnabled: (isOn) => {
      isSpelling = isOn
      note('spell-check', isOn)
    },
    isSpellCheckerEnabled: () => isSpelling,
    setSpellCheckerDictionaryDownloadURL: (url) => note('spell-dictionaries', url),
    addWordToSpellCheckerDictionary: (word) => {
      words.add(word)
      note('spell-word', word)
      return true
    },
    removeWordFromSpellCheckerDictionary: (word) => words.delete(word),
    listWordsInSpellCheckerDictionary: async () => [...words],
    setDevicePermissionHandler: () => note('device-permissions'),
    setDisplayMediaRequestHandler: () => note('display-media'),
    clearStorageData: async () => note('clear-storage'),
    clearCache: async () => note('clear-cache'),
    flushStorageData: () => note('flush-storage'),
    getUserAgent: () => 'double',
    webRequest: asReal<Electron.WebRequest>(
      guard('webRequest', {
        onBeforeRequest: () => note('web-request', 'onBeforeRequest'),
        onHeadersReceived: () => note('web-request', 'onHeadersReceived'),
      }),
    ),
  } satisfies Partial<Electron.Session>
}

function createSession() {
  let requestHandler: RequestHandler = null
  let checkHandler: CheckHandler = null
  const deciding = {
    setPermissionRequestHandler: (handler) => void (requestHandler = handler),
    setPermissionCheckHandler: (handler) => void (checkHandler = handler),
  } satisfies Partial<Electron.Session>
  const members = guard('session', Object.assign(new EventEmitter(), createMembers(), deciding))
  return {
    members,
    real: asReal<Electron.Session>(members),
    /** As Chromium asks before it does something; without a handler Electron allows. */
    allows: (contents: EventEmitter | null, permission: string, url: string): boolean =>
      checkHandler === null || checkHandler(asReal(contents ?? (null as never)), permission as never, URL.parse(url)?.origin ?? '', { isMainFrame: true, requestingUrl: url }),
    /** As a page asks by `getUserMedia` and the like. */
    ask: (contents: EventEmitter, permission: string, url: string): Promise<boolean> =>
      new Promise((resolve) => {
        if (requestHandler === null) resolve(true)
        else requestHandler(asReal(contents), permission as never, resolve, asReal({ isMainFrame: true, requestingUrl: url }))
      }),
  }
}

export type SessionMembers = ReturnType<typeof createSession>['members']
export const defaultSession = createSession()
const partitions = new Map<string, ReturnType<typeof createSession>>()

export const session = guard('session module', {
  defaultSession: defaultSession.real,
  fromPartition: (name) => {
    const known = partitions.get(name) ?? createSession()
    if (!partitions.has(name)) app.emit('session-created', known.real)
    partitions.set(name, known)
    return known.real
  },
} satisfies Partial<typeof Electron.session>)
