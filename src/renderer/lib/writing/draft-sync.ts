/** Keeps drafts on the server while they are written, in the browser while the server is away, and alike in all my windows. */
import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import type { Draft } from '#shared/contract/draft.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { rpc } from '../data/client.ts'
import { useConnection } from '../data/connection.ts'
import { readStoredDrafts, writeStoredDrafts } from './draft-storage.ts'
import { forgetDraft, fromServer, getDraft, isEmpty, placeKey, placeOf, putDraft, setDraftFiles, useDrafts, type DraftEntry, type PlaceKey } from './drafts.ts'
import { toErrorBody } from '../data/errors.ts'
import { draftsQuery } from '../data/queries.ts'
import { patchData } from '../data/patch-data.ts'
import { keys } from '../data/query-keys.ts'
import { restoreUploads, uploadsOf, useUploads, type UploadEntry } from '../files/uploads.ts'

/** After the last key, and at the latest while keys go on. */
const PAUSE_MS = 250
const LONGEST_MS = 1000
const RETRY_MS = 2000
/** What the contract takes; a longer text stays in the browser until it is shortened or attached as a file. */
const LONGEST_TEXT = 100_000

/** Asking again would get the same answer. A full disk, say, has room again sometime. */
const refusedForGood: ReadonlySet<ErrorCode> = new Set(['invalid', 'not_found', 'forbidden', 'unauthorised'])

let started = false

/** Called as soon as it is known who I am; only the first call counts. */
export function startDrafts(cache: QueryClient, { workspace, me }: Session): void {
  if (started) return
  started = true
  const sync = new DraftSync(cache, `${workspace.id}.${me.id}`)
  sync.start()
}

class DraftSync {
  readonly #cache: QueryClient
  readonly #owner: string
  /** When the server took the draft that this window knows, by the server's clock: older news is an echo. */
  readonly #savedAt = new Map<PlaceKey, number>()
  readonly #timers = new Map<PlaceKey, { readonly timer: ReturnType<typeof setTimeout>; readonly since: number }>()
  readonly #saving = new Set<PlaceKey>()
  readonly #touched = new Set<PlaceKey>()
  #stored: Readonly<Record<PlaceKey, DraftEntry>> = {}
  /** Before the server's drafts are here nothing is saved over them. */
  #seeded = false

  constructor(cache: QueryClient, owner: string) {
    this.#cache = cache
    this.#owner = owner
  }

  start(): void {
    this.#stored = readStoredDrafts(this.#owner)
    useDrafts.subscribe(({ drafts }, before) => this.#noteChanges(drafts, before.drafts))
    for (const [key, entry] of Object.entries(this.#stored)) if (getDraft(key) === undefined) putDraft(key, entry)
    new QueryObserver(this.#cache, draftsQuery).subscribe(({ data }) => data && this.#merge(data))
    useUploads.subscribe(({ entries }, before) => noteUploads(entries, before.entries))
    useConnection.subscribe(({ state }) => state === 'open' && this.#flush())
    window.addEventListener('blur', () => this.#flush())
    document.addEventListener('visibilitychange', () => document.hidden && this.#flush())
    // A call may not leave the page any more.
    window.addEventListener('pagehide', () => {
      this.#flush()
      this.#store()
    })
  }

  #noteChanges(drafts: Readonly<Record<PlaceKey, DraftEntry>>, before: Readonly<Record<PlaceKey, DraftEntry>>): void {
    for (const [key, entry] of Object.entries(drafts)) {
      if (entry === before[key]) continue
      if (entry.unsaved) this.#schedule(key, isEmpty(entry) ? 0 : PAUSE_MS)
      if (entry.files !== before[key]?.files) restoreUploads(key, entry.files)
    }
  }

  #schedule(key: PlaceKey, pauseMs: number): void {
    this.#touched.add(key)
    const now = Date.now()
    const waiting = this.#timers.get(key)
    clearTimeout(waiting?.timer)
    const since = waiting?.since ?? now
    const timer = setTimeout(() => void this.#save(key), Math.max(0, Math.min(pauseMs, since + LONGEST_MS - now)))
    this.#timers.set(key, { timer, since })
  }

  #flush(): void {
    for (const [key, entry] of Object.entries(useDrafts.getState().drafts)) if (entry.unsaved) void this.#save(key)
  }

  async #save(key: PlaceKey): Promise<void> {
    clearTimeout(this.#timers.get(key)?.timer)
    this.#timers.delete(key)
    const entry = getDraft(key)
    if (entry?.unsaved !== true || this.#saving.has(key)) return
    if (!this.#seeded || useConnection.getState().state !== 'open' || entry.text.length > LONGEST_TEXT) return this.#store()
    this.#saving.add(key)
    try {
      const { channelId, threadRootId } = placeOf(key)
      const saved = await rpc.drafts.save({ channel: channelId, threadRootId, text: entry.text, fileIds: entry.files.map((file) => file.id) })
      this.#saved(key, entry, saved)
    } catch (error) {
      this.#notSaved(key, entry, toErrorBody(error).code)
    } finally {
      this.#saving.delete(key)
    }
    const now = getDraft(key)
    if (now?.unsaved === true && now !== entry) this.#schedule(key, PAUSE_MS)
  }

  #saved(key: PlaceKey, entry: DraftEntry, saved: Draft): void {
    this.#savedAt.set(key, Math.max(saved.updatedAt, this.#savedAt.get(key) ?? 0))
    if (getDraft(key) === entry) {
      if (isEmpty(entry)) forgetDraft(key)
      else putDraft(key, { ...entry, unsaved: false })
    }
    patchData<readonly Draft[]>(this.#cache, keys.drafts, (list) => [...list.filter((draft) => placeKey(draft) !== key), ...(isEmpty(saved) ? [] : [saved])])
    this.#store()
  }

  /** It stays unsaved whatever the reason, so that the browser keeps it and nobody takes it for emptied elsewhere. */
  #notSaved(key: PlaceKey, entry: DraftEntry, code: ErrorCode): void {
    // Of a channel that I do not see any more, and never taken by the server: it was here alone.
    if (code === 'not_found' && isEmpty(entry) && getDraft(key) === entry) forgetDraft(key)
    else if (!refusedForGood.has(code)) this.#schedule(key, RETRY_MS)
    this.#store()
  }

  /** Only what the server does not have; usually nothing. */
  #store(): void {
    const unsaved = Object.fromEntries(Object.entries(useDrafts.getState().drafts).filter(([, entry]) => entry.unsaved))
    writeStoredDrafts(this.#owner, unsaved, this.#touched)
  }

  #merge(list: readonly Draft[]): void {
    const listed = new Set(list.map(placeKey))
    for (const draft of list) this.#mergeOne(placeKey(draft), draft)
    for (const [key, entry] of Object.entries(useDrafts.getState().drafts)) {
      // Sent or emptied in another window.
      if (!listed.has(key) && !entry.unsaved && this.#savedAt.has(key)) {
        dropFiles(key, [])
        forgetDraft(key)
      }
    }
    if (this.#seeded) return
    this.#seeded = true
    this.#flush()
  }

  #mergeOne(key: PlaceKey, draft: Draft): void {
    if ((this.#savedAt.get(key) ?? 0) >= draft.updatedAt) return
    this.#savedAt.set(key, draft.updatedAt)
    const mine = getDraft(key)
    // Begun while the old draft was still on its way here.
    if (!this.#seeded && mine?.unsaved === true && mine !== this.#stored[key]) return putDraft(key, joinDrafts(draft, mine))
    // Who types has the last word; what an earlier window left behind has it only when it is younger.
    if (mine?.unsaved === true && (this.#seeded || mine.changedAt >= draft.updatedAt)) return
    dropFiles(key, draft.files)
    putDraft(key, fromServer(draft))
  }
}

function joinDrafts(old: Draft, begun: DraftEntry): DraftEntry {
  const text = old.text === '' ? begun.text : `${old.text}\n${begun.text}`
  return { text, files: [...old.files, ...begun.files], changedAt: Date.now(), unsaved: true }
}

/** Files that arrived, or were taken off, belong to the draft, whether or not its composer is shown. */
function noteUploads(entries: readonly UploadEntry[], before: readonly UploadEntry[]): void {
  for (const place of new Set([...entries, ...before].map((entry) => entry.place))) {
    setDraftFiles(
      place,
      uploadsOf(entries, place).flatMap(({ file }) => file ?? []),
    )
  }
}

/** Takes whole files from the composer that another window took off the draft; those on their way stay. */
function dropFiles(key: PlaceKey, kept: Draft['files']): void {
  const ids = new Set(kept.map((file) => file.id))
  const { entries } = useUploads.getState()
  const left = entries.filter((entry) => entry.place !== key || entry.file === null || ids.has(entry.file.id))
  if (left.length < entries.length) useUploads.setState({ entries: left })
}
