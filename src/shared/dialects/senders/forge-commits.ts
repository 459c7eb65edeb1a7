/** Pushes, branches and tags of a forge. */
import { inRepo, say, type ForgeEvent, type ForgeHandlers, type ForgePost, type RefKind } from './forge.ts'
import { card } from './sender.ts'
import type { Reader } from './reader.ts'
import { code, linked, plain, several, subject, words } from './write.ts'

const mostCommits = 10

export const commitHandlers: ForgeHandlers = {
  push,
  create: (event) => say(`${event.actor} created ${named(event)}${inRepo(event)}`),
  delete: (event) => say(`${event.actor} deleted ${named(event, true)}${inRepo(event)}`),
}

/** Of a push: `refs/heads/main`. Undefined for what is neither. */
export function readRef(ref: string): { readonly kind: RefKind; readonly name: string } | undefined {
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? []
  return kind === undefined ? undefined : { kind: kind === 'tags' ? 'tag' : 'branch', name }
}

/** The first seven signs of a commit's hash, as a link where there is an address. */
export function hash(id: string, url = ''): string {
  return code(id.slice(0, 7), url)
}

/** One line each: hash, subject, author; those after the tenth are only counted. */
export function listCommits(commits: readonly Reader[], total: number): string {
  const lines = commits.slice(0, mostCommits).map((commit) => {
    const author = commit.line('author.name')
    return words(hash(commit.line('id'), commit.link('url')), plain(subject(commit.text('message'))), author === '' ? '' : `– ${plain(author)}`)
  })
  if (lines.length > 0 && total > lines.length) lines.push(`… and ${total - lines.length} more`)
  return lines.join('\n')
}

function named({ payload, ref }: ForgeEvent, isGone = false): string {
  const kind = payload.line('ref_type') === 'tag' ? 'tag' : 'branch'
  const name = payload.line('ref').replace(/^refs\/(?:heads|tags)\//, '')
  return `the ${kind} ${isGone ? code(name) : ref(kind, name)}`
}

function push(event: ForgeEvent): ForgePost {
  const { payload } = event
  const commits = payload.each('commits')
  const total = Math.max(payload.count('total_commits') ?? 0, commits.length)
  const compare = payload.link('compare') || payload.link('compare_url')
  return pushed(event, { target: readRef(payload.line('ref')), total, compare, commits: listCommits(commits, total) })
}

export interface Push {
  readonly target: ReturnType<typeof readRef>
  readonly total: number
  /** '' for no link. */
  readonly compare: string
  /** Markdown, as `listCommits` writes them. */
  readonly commits: string
}

/** Says what a push did: made, changed or removed a branch or tag. */
export function pushed(event: ForgeEvent, { target, total, compare, commits }: Push): ForgePost {
  const { payload, actor } = event
  if (target !== undefined && isGone(payload)) return say(`${actor} deleted the ${target.kind} ${code(target.name)}${inRepo(event)}`)
  const number = total === 0 ? '' : linked(several(total, 'commit'), compare)
  const verb = payload.flag('forced') ? 'force-pushed' : 'pushed'
  const attachments = card({ text: commits })
  if (target === undefined) return say(`${words(actor, verb, number)}${inRepo(event)}`, attachments)
  const ref = event.ref(target.kind, target.name)
  if (target.kind === 'tag') return say(`${actor} pushed the tag ${ref}${inRepo(event, 'to')}`)
  if (isNew(payload)) return say(`${words(actor, 'pushed the new branch', ref, number === '' ? '' : `with ${number}`)}${inRepo(event, 'to')}`, attachments)
  return say(`${words(actor, verb, number, 'to', ref)}${inRepo(event)}`, attachments)
}

const nothing = /^0{40,64}$/

function isGone(payload: Reader): boolean {
  return payload.flag('deleted') || nothing.test(payload.line('after'))
}

function isNew(payload: Reader): boolean {
  return payload.flag('created') || nothing.test(payload.line('before'))
}
