/** Every kind of file that the app writes, and which secrets may be in it, each with its reason: what is not here may be nowhere. */

export interface FileKind {
  readonly path: RegExp
  readonly what: string
  /** Kinds of canaries that may stand there, with the reason; of a database by `table.column`. */
  readonly may?: Readonly<Record<string, string>> | ((place: string) => Readonly<Record<string, string>>)
  /** Where else it is looked at; without it the scan itself has to meet one. */
  readonly elsewhere?: string
}

const stored = 'it has to be shown again'
const toSend = 'it has to be sent: who may read the file may send in our name, which docs/security.md says'

/** Of the data file and its copies, by `table.column`. */
const dataPlaces: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'hook_secret.secret': { 'hook secret': 'a signature is checked with the secret itself: a hash would not do' },
  'subscription_target.token': { outgoing: toSend },
  'subscription_target.secret': { outgoing: toSend },
  'subscription_target.old_secret': { outgoing: 'signs too until its overlap ends' },
  'subscription_target.headers': { 'outgoing header': toSend },
  'subscription_target.urls': { 'outgoing address': toSend },
  'delivery.url': { 'outgoing address': 'where a delivery goes is fixed when it is made; goes with the delivery' },
  'message.text': { spoken: stored, posted: stored },
  'change_log.body': { spoken: 'the log is what tables are rebuilt from', posted: 'the log is what tables are rebuilt from' },
  'message_word.term': { spoken: 'the search finds it', posted: 'the search finds it' },
  'message_fts_data.block': { spoken: 'the search finds it', posted: 'the search finds it' },
  'draft.text': { spoken: stored },
  'verdict.request': { posted: 'requests are kept to be looked at, without their secrets; they go with their verdicts' },
  'delivery_attempt.request': { spoken: 'what was sent, for those who manage the webhook; goes with the delivery' },
  'delivery_attempt.response': { spoken: 'what a receiver answers may repeat what it was sent' },
}

const dataFile = (place: string): Readonly<Record<string, string>> => dataPlaces[place] ?? {}
const everyPlace: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(dataPlaces)) as Record<string, string>

const copy = (path: RegExp, what: string, elsewhere?: string): FileKind => ({ path, what, may: dataFile, ...(elsewhere === undefined ? {} : { elsewhere }) })
/** Pages without a table of their own: what the data file may hold, and nothing else. */
const pages = (path: RegExp, what: string, elsewhere?: string): FileKind => ({ path, what, may: everyPlace, ...(elsewhere === undefined ? {} : { elsewhere }) })

export const fileKinds: readonly FileKind[] = [
  copy(/^hookline\.db$/, 'the data file'),
  pages(/^hookline\.db-wal$/, 'its write-ahead log'),
  { path: /^hookline\.db-shm$/, what: 'the index of that log: no content' },
  copy(/^backups\/hookline-copy-[\dTZ-]+\.db$/, 'the daily copy'),
  copy(/^backups\/hookline-schema-\d+-[\dTZ-]+\.db$/, 'the copy before a new schema', 'test/migrations/upgrade.test.ts: a copy of the same file'),
  pages(/^backups\/damaged-[\dTZ-]+\/hookline\.db(-wal)?$/, 'a damaged data file, kept'),
  pages(/^hookline\.db\.(work|made|repaired)(-journal|-wal|-shm)?$/, 'a repair on its way', 'test/flow/damage.test.ts: gone when it is over'),
  pages(/^backups\/hookline-(copy|schema-\d+)-[\dTZ-]+\.db-(wal|shm)$/, 'what SQLite leaves beside a copy that was read', 'only where a program ended while it read one'),
  pages(/^backups\/hookline-copy-[\dTZ-]+\.db\.part(-journal|-wal|-shm)?$/, 'a copy on its way', 'test/flow/damage.test.ts'),
  { path: /^hookline\.db-damage\.json(\.new)?$/, what: 'the mark of a damage', elsewhere: 'test/flow/damage.test.ts: times, names of tables and of one folder' },
  { path: /^hookline\.log$/, what: 'the log' },
  { path: /^hookline\.log\.1$/, what: 'the log before' },
  { path: /^run\.json(\.new)?$/, what: 'how commands reach the running program', may: { 'command key': 'it is what the file is for; mode 0600, gone when the program stops' } },
  { path: /^lock(-journal)?$/, what: 'the lock: an empty database' },
  { path: /^device\.key(\.new)?$/, what: 'the master key, where no keyring keeps it', may: { 'master key': 'hookline serve has no keyring; mode 0600' } },
  { path: /^device\.key\.sealed(\.new)?$/, what: 'the master key, sealed by the keyring', elsewhere: 'test/sync/master-key.test.ts' },
  { path: /^(joining\/)?sync\.db(-wal|-shm)?$/, what: 'keys of this device, sealed, and checked facts', may: { posted: 'what a webhook posts waits here, readable, until the host has it' } },
  { path: /^(joining\/)?sync\.db-identity(\.new)?$/, what: 'who this device is, once more: its keys as they rest in sync.db, sealed' },
  { path: /^(backups\/damaged-[\dTZ-]+\/(sync|relay)\.db|(sync|relay)\.db\.(work|made|repaired))(-journal|-wal|-shm)?$/, what: 'a repair of them, and the damaged ones', elsewhere: 'the tests of their repair: the same as the files themselves', may: { posted: 'as in the files themselves' } },
  { path: /^(sync|relay)\.db-damage\.json(\.new)?$/, what: 'the mark of a damage', elsewhere: 'the tests of their repair' },
  { path: /^joining\/ready$/, what: 'that a join may be taken over', elsewhere: 'test/sync/engine.test.ts: the name of a folder' },
  { path: /^relay\.db(-wal|-shm)?$/, what: 'what the host keeps for all: sealed records and public ones', may: { posted: 'what webhooks post stays readable, and says so' } },
  { path: /^relay-files\//, what: 'sealed files, and which record each belongs to' },
  { path: /^files\/([0-9a-f]{2}\/[0-9a-f]{64}|incoming\/.*)$/, what: 'contents of files that this device may read', may: { 'file content': 'the file itself' } },
  { path: /^files\/sealed\/[0-9a-f-]{36}$/, what: 'a file of a team while it is sealed or opened', elsewhere: 'src/main/server/sync/engine/team-files.test.ts: gone when it is over', may: { 'file content': 'what is fetched is opened there, and then takes its place' } },
  { path: /^hookline-report\.json$/, what: 'a support report' },
]

/** Sources that write files, with what they write: one that is not here has no rule above. */
export const writers: Readonly<Record<string, string>> = {
  'desktop/json-file.ts': 'window.json and its like: places of windows and choices of the shell, and a support report (test/desktop)',
  'desktop/login-item.ts': 'the entry that starts the program at login: its path',
  'desktop/shell-log.ts': 'shell.log (test/desktop/security.test.ts)',
  'headless/commands/report.ts': 'a support report',
  'server/data-folder.ts': 'lock',
  'server/files/contents.ts': 'files',
  'server/files/incoming.ts': 'files on their way',
  'server/log-file.ts': 'hookline.log',
  'server/run-file.ts': 'run.json',
  'server/store/back-up.ts': 'the copy before a new schema',
  'server/store/connection.ts': 'databases: hookline.db, sync.db, relay.db',
  'server/store/damage.ts': 'the mark of a damage',
  'server/store/keep-to-user.ts': 'an empty database, before SQLite fills it',
  'server/store/recovery/borrow-schema.ts': 'a repair on its way',
  'server/store/recovery/copies.ts': 'the daily copy',
  'server/store/recovery/foreign-log.ts': 'a log that belongs to no file, beside damaged files',
  'server/store/recovery/log-mode.ts': 'two bytes of the head of a copy',
  'server/store/recovery/read-damaged.ts': 'a repair on its way',
  'server/store/recovery/repair.ts': 'a repair, and the damaged file',
  'server/store/recovery/salvage-file.ts': 'a repair, and the damaged file',
  'server/store/recovery/fold-wal.ts': 'a repair on its way',
  'server/sync/adopt-joined.ts': 'moves files of the folder',
  'server/sync/engine/bring-file.ts': 'files',
  'server/sync/engine/identity-copy.ts': 'sync.db-identity',
  'server/sync/engine/join-team.ts': 'joining',
  'server/sync/engine/team-files.ts': 'sealed files on their way',
  'server/sync/key-file.ts': 'device.key',
  'server/sync/transports/sealed-files.ts': 'relay-files',
}

/** @returns undefined for a file that nobody has made a rule for. */
export function findKind(path: string): FileKind | undefined {
  // What was here before a team was joined is set aside whole.
  const inside = path.replace(/^before-joining-[\dTZ-]+\//, '')
  return fileKinds.find((kind) => kind.path.test(inside))
}

/** The kinds of canaries that may be in a file, by `table.column` or anywhere in its bytes. */
export function mayHold({ may }: FileKind, place?: string): Readonly<Record<string, string>> {
  if (typeof may !== 'function') return may ?? {}
  return place === undefined ? everyPlace : may(place)
}

/** `table.column: kind` of all that a database may hold. */
export const allowedPlaces = (): string[] => Object.entries(dataPlaces).flatMap(([place, kinds]) => Object.keys(kinds).map((kind) => `${place}: ${kind}`))
