/** The import rules of docs/architecture.md as one table: eslint.config.js enforces it, planted.test.ts proves that it does. */

import { builtinModules } from 'node:module'

export interface Folder {
  /** Below the root; `*` names the files that stand directly in a folder. */
  readonly folder: string
  /** What it may import from this repository besides itself. */
  readonly mayImport: readonly string[]
  /** Its folders may not import each other. */
  readonly eachAlone?: true
}

const contract = 'src/shared/contract'
const core = 'src/shared/core'
const dialects = 'src/shared/dialects'
const formats = 'src/shared/formats'
const server = 'src/main/server'
const store = `${server}/store`
const actions = `${server}/actions`
const sync = `${server}/sync`
const context = `${server}/context.ts`
const loopbackHost = `${server}/loopback-host.ts`
/** What stands beside the server's parts and is theirs in common: the context, and small things that know no part. */
const frame = [context, loopbackHost, `${server}/lan-addresses.ts`, `${server}/direct-channel-id.ts`, `${server}/event-bus.ts`, `${server}/hash-secret.ts`, `${server}/random.ts`]
/** What both faces of the server say alike. */
const faces = ['src/main/version.ts', 'src/main/suggest-names.ts', 'src/main/content-security-policy.ts']
const ui = 'src/renderer/ui'
const lib = 'src/renderer/lib'
const text = 'src/renderer/text'
const widgets = 'src/renderer/widgets'

/** What a feature may import; another feature is not in it: the app composes features. */
export const featureMayImport = [contract, core, dialects, formats, widgets, ui, lib, text] as const

/** The notices of what is shipped, as text: part of the window. */
const notices = 'THIRD-PARTY.md'

/** Every folder with code. One that is missing here may import nothing at all. */
export const folders: readonly Folder[] = [
  { folder: contract, mayImport: [] },
  { folder: core, mayImport: [contract] },
  { folder: dialects, mayImport: [contract, core] },
  { folder: formats, mayImport: [contract, core] },
  { folder: store, mayImport: [contract, core] },
  { folder: `${server}/files`, mayImport: [contract, core] },
  { folder: actions, mayImport: [contract, core, dialects, formats, store, `${server}/files`, ...frame] },
  { folder: `${server}/dispatcher`, mayImport: [contract, core, dialects, formats, store, actions, `${server}/remote`, `${server}/clock.ts`, `${server}/asked-thread.ts`, ...frame] },
  { folder: `${server}/listener`, mayImport: [contract, core, dialects, store, actions, `${server}/files`, ...frame] },
  { folder: `${server}/doctor`, mayImport: [contract, core, dialects, store, actions, `${server}/listener/start-listener.ts`, `${server}/listener/check-sender.ts`, `${server}/listener/address-list.ts`, `${server}/listener/lan/see-certificate.ts`, `${server}/listener/port`, ...frame] },
  { folder: `${server}/remote`, mayImport: [contract, core] },
  { folder: `${server}/report`, mayImport: [contract, core, store, ...frame] },
  { folder: `${server}/notify`, mayImport: [contract, core, store, `${server}/platform.ts`, ...frame] },
  // The server's side: what comes in goes into the store, what waits there goes out. The relay itself sees envelopes only.
  { folder: `${sync}/*`, mayImport: [contract, core, store, actions, `${server}/dispatcher/enqueue.ts`, `${server}/platform.ts`, `${server}/thread-url.ts`, `${server}/heed-damage.ts`, sync, ...frame] },
  { folder: `${sync}/transports`, mayImport: [`${contract}/envelope.ts`, `${sync}/relay.ts`] },
  // Who shares which keys: reads and writes handshakes, never content.
  { folder: `${sync}/groups`, mayImport: [contract, `${sync}/relay.ts`, `${sync}/sealing`] },
  // What counts among facts is a matter of facts alone: no relay, no store, no clock.
  { folder: `${sync}/ledger`, mayImport: [contract, core, `${server}/direct-channel-id.ts`, `${server}/random.ts`, `${sync}/sealing`, `${sync}/groups/member.ts`, `${sync}/groups/rules.ts`, `${sync}/groups/fields.ts`, `${sync}/transports/access.ts`] },
  // Keys, sealing and opening know no relay and no store: bytes in, bytes out.
  // What a device does with all of them; the only part that knows all others.
  { folder: `${sync}/engine`, mayImport: [contract, `${server}/random.ts`, `${server}/files`, `${store}/connection.ts`, sync] },
  { folder: `${sync}/sealing`, mayImport: [contract, `${core}/join-host-port.ts`, `${server}/random.ts`] },
  // A handler is given the running parts; of the listener and the reader it knows the types.
  {
    folder: `${server}/rpc`,
    mayImport: [
      contract,
      core,
      dialects,
      store,
      actions,
      ...frame,
      `${server}/dispatcher/start-dispatcher.ts`,
      `${server}/doctor`,
      `${server}/listener/start-listener.ts`,
      `${server}/remote/fetch-picture.ts`,
      `${server}/report`,
      `${server}/start-copying.ts`,
      `${server}/start-draining.ts`,
      `${server}/start-reader.ts`,
      `${sync}/start-sync.ts`,
    ],
  },
  // app.ts and worker.ts wire the parts together; they and what stands beside them are the server's own frame.
  { folder: `${server}/*`, mayImport: [contract, core, server] },
  {
    folder: 'src/main/desktop',
    mayImport: [contract, core, ...faces, `${server}/data-folder.ts`, `${server}/platform.ts`, `${server}/thread-url.ts`, `${server}/worker.ts`, 'src/main/headless/cli.ts'],
  },
  {
    folder: 'src/main/headless',
    mayImport: [contract, core, dialects, formats, ...faces, `${server}/app.ts`, `${server}/data-folder.ts`, `${server}/files/answer-content.ts`, loopbackHost, `${server}/own-port.ts`, `${server}/platform.ts`, `${server}/rpc`, `${server}/run-file.ts`],
  },
  { folder: 'src/main/*', mayImport: ['package.json'] },
  { folder: 'src/preload', mayImport: [contract] },
  // Sentences that the command line says too stand in one place.
  { folder: text, mayImport: [`${core}/doctor-findings.ts`, `${core}/network-notices.ts`] },
  { folder: ui, mayImport: [text] },
  { folder: lib, mayImport: [contract, core, text] },
  { folder: widgets, mayImport: [contract, core, dialects, ui, lib, text] },
  { folder: 'src/renderer/features', eachAlone: true, mayImport: [...featureMayImport, notices] },
  { folder: 'src/renderer/app', mayImport: [...featureMayImport, 'src/renderer/features'] },
  { folder: 'src/renderer/*', mayImport: ['src/renderer/app', lib, ui, text, 'src/renderer/styles'] },
]

/** Parts of a folder that are closed although the folder is open, as zones of `import-x/no-restricted-paths`. */
export const doors = [
  // Of the store itself, those that fold a change, again, or take one out.
  ...[`src/{preload,renderer,shared}/**`, 'src/main/{desktop,headless}/**', `${server}/!(store)/**`, `${server}/*.ts`, `${store}/!(apply-change|place-change|rebuild-projection|remove-post).ts`].map((target) => ({
    target,
    from: `${store}/projection`,
    message: 'Only apply-change.ts and its kin write projection tables, so that they cannot drift from the change log.',
  })),
  { target: 'src/renderer/app', from: 'src/renderer/features/*/{!(index.ts),*/**}', message: "Import a feature through its index.ts." },
]

export interface Home {
  readonly packages: readonly string[]
  /** Folders and files that may import them. */
  readonly only: readonly string[]
  readonly why: string
}

/** Packages with a home; every other package may be imported where its environment allows it. */
export const homes: readonly Home[] = [
  { packages: ['node:*', ...builtinModules], only: ['src/main'], why: 'Only src/main runs on Node.' },
  { packages: ['electron'], only: ['src/main/desktop', 'src/preload'], why: 'Only desktop and preload run in Electron; the server runs anywhere Node runs.' },
  { packages: ['better-sqlite3'], only: [store, `${server}/data-folder.ts`], why: 'The store is the only place that talks to SQLite.' },
  {
    packages: ['react', 'react-dom', 'react-*', '@base-ui/*', '@tanstack/*', 'lucide-react', 'wouter', 'zustand'],
    only: ['src/renderer'],
    why: 'Only the renderer draws.',
  },
  {
    packages: ['@orpc/*'],
    only: [
      `${contract}/rpc/procedure.ts`,
      `${contract}/rpc/events.ts`,
      `${server}/rpc/router.ts`,
      `${server}/rpc/handlers.ts`,
      `${server}/rpc/serve-socket.ts`,
      `${server}/rpc/serve-port.ts`,
      'src/main/headless/connect.ts',
      'src/main/headless/output.ts',
      `${lib}/data/client.ts`,
      `${lib}/data/open-line.ts`,
    ],
    why: 'oRPC stays in few files, so that it can be replaced.',
  },
  { packages: ['fastify', '@fastify/*'], only: [`${server}/listener`, 'src/main/headless/web.ts'], why: 'HTTP is served by the listener and by web mode.' },
  { packages: ['ws'], only: [`${server}/rpc/serve-socket.ts`, 'src/main/headless/connect.ts', `${sync}/transports`], why: 'WebSockets carry the RPC and the relay, and nothing else.' },
  { packages: ['@peculiar/x509', 'reflect-metadata'], only: [`${sync}/transports/create-certificate.ts`], why: 'The certificate of a relay is written in one place.' },
  { packages: ['undici'], only: [`${server}/remote`, `${sync}/transports`], why: 'Requests to the outside pass the address guard; those to the own relay pass its pin.' },
  { packages: ['@noble/*'], only: [sync], why: 'What is sealed and signed is sealed and signed under sync, through building blocks that passed their known answers.' },
  { packages: ['ts-mls'], only: [`${sync}/groups`], why: 'MLS stands behind EpochKeys, so that it can be replaced.' },
  { packages: ['qr'], only: [`${sync}/sealing`], why: 'QR pictures are drawn from the matrix that sealing gives.' },
  { packages: ['pino'], only: [`${server}/log.ts`, context], why: 'The log is opened once and passed along in the context.' },
  { packages: ['commander'], only: ['src/main/headless'], why: 'Only the command line reads arguments.' },
]

export interface Spelling {
  /** An ESLint selector. */
  readonly selector: string
  /** Where it is wrong; everywhere in src when left out. */
  readonly within?: readonly string[]
  readonly except: readonly string[]
  readonly why: string
}

const statement = 'SELECT|INSERT INTO|INSERT OR|UPDATE|DELETE FROM|REPLACE INTO|CREATE (TEMP )?(TABLE|INDEX|VIEW|TRIGGER|VIRTUAL|UNIQUE)|DROP|ALTER TABLE|PRAGMA|VACUUM|ATTACH'
const transaction = 'BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE'
const lock = `${server}/data-folder.ts`

/** Things that are right in one place and wrong in all others. */
export const spellings: readonly Spelling[] = [
  {
    selector: `:matches(Literal[value=/^\\s*(${statement})\\s/], TemplateElement[value.raw=/^\\s*(${statement})\\s/])`,
    // relay.db is no part of the data file and holds nothing but envelopes.
    except: [store, `${sync}/relay-store-tables.ts`, `${sync}/engine/sync-store.ts`, `${sync}/sync-file.ts`, `${sync}/mend-sync-file.ts`, `${sync}/mend-relay-file.ts`],
    why: 'SQL stands in main/server/store only.',
  },
  {
    selector: `:matches(Literal[value=/^\\s*(${transaction})\\b(?! (by|and)\\b)/], TemplateElement[value.raw=/^\\s*(${transaction})\\b/])`,
    // data-folder.ts holds a transaction on DATA/lock open for as long as the program runs.
    except: [`${store}/write.ts`, lock],
    why: 'Transactions begin and end in store/write.ts only: use ctx.write.',
  },
  {
    selector: "CallExpression[callee.property.name='transaction']",
    except: [`${store}/migrate.ts`, `${sync}/engine/sync-store.ts`],
    why: 'Transactions begin and end in store/write.ts only: use ctx.write.',
  },
  {
    selector: ":matches(MemberExpression[object.name='Date'][property.name='now'], NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date'])",
    within: ['src/shared'],
    except: [],
    why: 'Pure code is given the time; it does not look at a clock.',
  },
  {
    selector: ":matches(MemberExpression[object.name='Math'][property.name='random'], MemberExpression[object.name='crypto'])",
    within: ['src/shared'],
    except: [],
    why: 'Pure code is given its randomness.',
  },
  {
    selector: "ImportSpecifier[imported.name=/^(ipcMain|ipcRenderer|MessageChannelMain)$/]",
    except: ['src/main/desktop/bridge.ts', 'src/main/desktop/shell-calls.ts', 'src/preload/index.ts'],
    why: 'The bridge and the calls of the shell are the only raw IPC: add a procedure instead.',
  },
  {
    // By whatever name: `import { shell as system }`, `electron.shell`, `(await import('electron')).shell`.
    selector: ":matches(ImportSpecifier[imported.name='shell'], MemberExpression[property.name=/^(openExternal|openPath|showItemInFolder|writeShortcutLink)$/], MemberExpression[object.name='electron'][property.name='shell'])",
    except: ['src/main/desktop/open-link.ts'],
    why: 'Addresses reach the system through openLink (src/main/desktop/open-link.ts) only.',
  },
  {
    selector: 'ImportDeclaration[source.value="electron"] > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier), ImportExpression[source.value="electron"], CallExpression[callee.name="require"][arguments.0.value="electron"]',
    except: [],
    why: 'Import what you need from electron by name: the other rules look for names.',
  },
  {
    selector: 'ImportSpecifier[imported.name=/^(BaseWindow|BrowserView|WebContentsView)$/], NewExpression[callee.name="BrowserWindow"]',
    except: ['src/main/desktop/window.ts'],
    why: 'There is one kind of window, and src/main/desktop/window.ts makes it.',
  },
]
