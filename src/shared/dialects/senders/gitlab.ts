/** GitLab: `object_kind` says what happened (docs.gitlab.com, “Webhook events”). */
import { inRepo, say, spaced, type ForgeEvent, type ForgeHandler, type ForgeHandlers, type ForgePost } from './forge.ts'
import { hash, listCommits, pushed, readRef } from './forge-commits.ts'
import { gitLabRuns } from './gitlab-runs.ts'
import { card, field, grey, purple, type Sender } from './sender.ts'
import type { Reader } from './reader.ts'
import { body, code, linked, plain, subject, words } from './write.ts'

export const gitLab: Sender = {
  id: 'gitlab',
  label: 'GitLab',
  // Its templates can write any body under its header.
  recognises: ({ headers, body: payload }) =>
    (typeof payload['object_kind'] === 'string' && (headers['x-gitlab-event'] !== undefined || typeof payload['project'] === 'object')) ||
    (typeof payload['event_name'] === 'string' && headers['x-gitlab-event'] !== undefined),
  decode(_request, payload) {
    const event = readEvent(payload)
    const handler = Object.hasOwn(handlers, event.name) ? handlers[event.name]! : anyEvent
    return { event: words(event.name, event.action), ...handler(event) }
  },
}

function readEvent(payload: Reader): ForgeEvent {
  const project = payload.at('project')
  const page = project.link('web_url')
  const group = ['group_name', 'full_path', 'path_with_namespace', 'project_name'].map((key) => payload.line(key)).find((line) => line !== '') ?? ''
  const name = payload.line('object_kind') || payload.line('event_name')
  return {
    payload,
    name,
    action: payload.at('object_attributes').line('action') || payload.line('action') || stateOf(payload),
    actor: linked(payload.line('user_name') || payload.at('user').line('name') || 'Somebody', ''),
    repo: linked(project.line('path_with_namespace') || group, page),
    ref: (kind, ref) => code(ref, page === '' ? '' : `${page}/-/${kind === 'tag' ? 'tags' : 'tree'}/${encodeURIComponent(ref).replaceAll('%2F', '/')}`),
  }
}

/** Of a run. */
function stateOf(payload: Reader): string {
  return payload.line('object_attributes.status') || payload.line('build_status') || payload.line('status')
}

const handlers: Readonly<Record<string, ForgeHandler>> = {
  push,
  tag_push: push,
  issue: (event) => issue(event, 'issue'),
  work_item: (event) => issue(event, plain(event.payload.line('object_attributes.type').toLowerCase()) || 'work item'),
  merge_request: mergeRequest,
  note,
  ...(gitLabRuns satisfies ForgeHandlers),
  release,
  wiki_page(event) {
    const page = event.payload.at('object_attributes')
    const verb = { create: 'created', update: 'edited', delete: 'deleted' }[event.action] ?? 'changed'
    return say(`${event.actor} ${verb} the wiki page ${linked(page.line('title'), page.link('url'))}${inRepo(event)}`, card({ text: plain(page.line('message')) }))
  },
  feature_flag(event) {
    const flag = event.payload.at('object_attributes')
    return say(`${event.actor} switched ${flag.flag('active') ? 'on' : 'off'} the feature flag ${linked(flag.line('name'), '')}${inRepo(event)}`, card({ text: body(flag.text('description')) }))
  },
}

function push(event: ForgeEvent): ForgePost {
  const { payload } = event
  const page = payload.link('project.web_url')
  const before = payload.line('before')
  const after = payload.line('after')
  const commits = payload.each('commits')
  const total = Math.max(payload.count('total_commits_count') ?? 0, commits.length)
  const isWhole = page !== '' && /^[0-9a-f]+$/.test(before) && /^[0-9a-f]+$/.test(after)
  return pushed(event, {
    target: readRef(payload.line('ref')),
    total,
    compare: isWhole ? `${page}/-/compare/${before}...${after}` : '',
    commits: listCommits(commits, total),
  })
}

/** `{}` stands for the thread. */
const verbs: Readonly<Record<string, string>> = {
  open: 'opened {}',
  close: 'closed {}',
  reopen: 'reopened {}',
  update: 'updated {}',
  merge: 'merged {}',
  approved: 'approved {}',
  approval: 'approved {}',
  unapproved: 'took the approval back from {}',
  unapproval: 'took the approval back from {}',
}

function tell(event: ForgeEvent, thing: string, attachments: ForgePost['attachments']): ForgePost {
  const verb = Object.hasOwn(verbs, event.action) ? verbs[event.action]! : 'changed {}'
  return say(`${event.actor} ${verb.replace('{}', () => thing)}${inRepo(event)}`, attachments)
}

/** `#23 Its title`. */
function nameOf(thread: Reader, sign: string, url: string): string {
  const number = thread.line('iid')
  return linked(words(number === '' ? '' : `${sign}${number}`, thread.line('title')), url)
}

function listNames(items: readonly Reader[], key: string): string {
  return plain(items.map((item) => item.line(key)).filter((name) => name !== '').join(', '))
}

function people({ payload }: ForgeEvent): ReturnType<typeof field>[] {
  return [field('Labels', listNames(payload.each('labels'), 'title')), field('Assigned', listNames(payload.each('assignees'), 'name'))]
}

function issue(event: ForgeEvent, noun: string): ForgePost {
  const read = event.payload.at('object_attributes')
  const name = nameOf(read, '#', read.link('url'))
  const text = event.action === 'open' ? body(read.text('description')) : ''
  return tell(event, `${noun} ${name}`, card({ color: read.line('state') === 'closed' ? purple : 'good', text, fields: people(event) }))
}

function mergeRequest(event: ForgeEvent): ForgePost {
  const read = event.payload.at('object_attributes')
  const from = code(read.line('source_branch'))
  const to = code(read.line('target_branch'))
  const state = read.line('state')
  const open = read.flag('draft') ? grey : 'good'
  const fields = [field('Branches', from === '' || to === '' ? '' : `${from} → ${to}`), ...people(event), field('Reviewers', listNames(event.payload.each('reviewers'), 'name'))]
  const text = event.action === 'open' ? body(read.text('description')) : ''
  return tell(event, `merge request ${nameOf(read, '!', read.link('url'))}`, card({ color: { merged: purple, closed: 'danger' }[state] ?? open, text, fields }))
}

function note(event: ForgeEvent): ForgePost {
  const { payload, actor, action } = event
  const read = payload.at('object_attributes')
  const url = read.link('url')
  const verb = action === 'update' ? 'edited a comment' : 'commented'
  return say(`${actor} ${linked(verb, url)} on ${noted(payload, url.replace(/#.*$/, ''))}${inRepo(event)}`, card({ text: body(read.text('note')) }))
}

/** What a comment is about; issues and merge requests come without an address of their own. */
function noted(payload: Reader, url: string): string {
  if (payload.has('merge_request')) return `merge request ${nameOf(payload.at('merge_request'), '!', url)}`
  if (payload.has('issue')) return `issue ${nameOf(payload.at('issue'), '#', url)}`
  if (payload.has('snippet')) return `snippet ${linked(payload.line('snippet.title'), payload.link('snippet.url') || url)}`
  const commit = payload.at('commit')
  return words('commit', hash(commit.line('id'), commit.link('url')), plain(subject(commit.text('message'))))
}

function release(event: ForgeEvent): ForgePost {
  const { payload, action } = event
  const tag = payload.line('tag')
  const name = payload.line('name') || tag
  const verb = { create: 'created', update: 'updated', delete: 'deleted' }[action] ?? 'changed'
  const text = action === 'delete' ? '' : body(payload.text('description'))
  const color = action === 'delete' ? '' : 'good'
  return say(`Release ${linked(name, payload.link('url'))} was ${verb}${inRepo(event)}`, card({ color, text, fields: [field('Tag', name === tag ? '' : code(tag))] }))
}

/** Any event: who, what and where, with the object that it is about. */
function anyEvent(event: ForgeEvent): ForgePost {
  const { payload, name, action } = event
  const about = payload.at('object_attributes')
  const title = about.line('title') || about.line('name')
  const who = payload.has('user') || payload.has('user_name') ? `${event.actor}: ` : ''
  const attachments = title === '' ? [] : card({ title, title_link: about.link('url'), text: body(about.text('description')) })
  return say(`${who}${plain(words(spaced(name), spaced(action)))}${inRepo(event)}`, attachments)
}
