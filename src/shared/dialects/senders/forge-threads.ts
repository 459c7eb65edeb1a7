/** What people discuss on a forge: issues, pull requests, reviews, discussions and comments on them. */
import { inRepo, say, spaced, type ForgeEvent, type ForgeHandlers, type ForgePost } from './forge.ts'
import { hash } from './forge-commits.ts'
import { card, field, grey, purple } from './sender.ts'
import type { Reader } from './reader.ts'
import { body, code, linked, plain, several, words } from './write.ts'

export const threadHandlers: ForgeHandlers = {
  issues: (event) => issue(event, event.payload.at('issue')),
  issue_comment: (event) => comment(event, words(event.payload.has('issue.pull_request') || event.payload.flag('is_pull') ? 'pull request' : 'issue', nameOf(event.payload.at('issue')))),
  pull_request: pullRequest,
  pull_request_review: review,
  pull_request_review_comment: (event) => comment(event, words('pull request', nameOf(event.payload.at('pull_request')))),
  commit_comment: (event) => comment(event, words('commit', hash(event.payload.line('comment.commit_id')))),
  discussion: (event) => {
    const discussion = event.payload.at('discussion')
    const isNew = event.action === 'created'
    const fields = [field('Category', plain(discussion.line('category.name')))]
    return tell(event, isNew ? 'started {}' : verbOf(event), `discussion ${nameOf(discussion)}`, card({ text: isNew ? body(discussion.text('body')) : '', fields }))
  },
  discussion_comment: (event) => comment(event, words('discussion', nameOf(event.payload.at('discussion')))),
}

/** `{}` stands for the thread. */
const verbs: Readonly<Record<string, string>> = {
  opened: 'opened {}',
  created: 'opened {}',
  closed: 'closed {}',
  reopened: 'reopened {}',
  edited: 'edited {}',
  deleted: 'deleted {}',
  synchronize: 'updated {}',
  synchronized: 'updated {}',
  ready_for_review: 'marked {} as ready for review',
  converted_to_draft: 'turned {} into a draft',
  label_updated: 'changed the labels of {}',
  label_cleared: 'took the labels off {}',
  milestoned: 'set the milestone of {}',
  demilestoned: 'took the milestone off {}',
  locked: 'locked {}',
  unlocked: 'unlocked {}',
  pinned: 'pinned {}',
  unpinned: 'unpinned {}',
  transferred: 'transferred {}',
  answered: 'marked the answer to {}',
}

/** The same of what one person or label was added to or taken from. */
const verbsWith: Readonly<Record<string, (who: string) => string>> = {
  assigned: (who) => `assigned ${who} to {}`,
  unassigned: (who) => `unassigned ${who} from {}`,
  labeled: (who) => `labelled {} with ${who}`,
  unlabeled: (who) => `took the label ${who} off {}`,
  review_requested: (who) => `asked ${who} to review {}`,
  review_request_removed: (who) => `no longer asks ${who} to review {}`,
}

function verbOf({ action, payload }: ForgeEvent): string {
  const who = ['assignee.login', 'label.name', 'requested_reviewer.login', 'requested_team.name'].map((path) => payload.line(path)).find((line) => line !== '')
  const withWhom = Object.hasOwn(verbsWith, action) ? verbsWith[action] : undefined
  if (withWhom !== undefined && who !== undefined) return withWhom(plain(who))
  return Object.hasOwn(verbs, action) ? verbs[action]! : ''
}

/** A verb that is not known here is said as the forge calls it. */
function tell(event: ForgeEvent, verb: string, thing: string, attachments: ForgePost['attachments'] = []): ForgePost {
  const { actor, action } = event
  const said = verb === '' ? `${actor}: ${plain(spaced(action))} for ${thing}` : `${actor} ${verb.replace('{}', () => thing)}`
  return say(`${said}${inRepo(event)}`, attachments)
}

/** `#2 Its title`, as a link. */
function nameOf(thread: Reader): string {
  const number = thread.line('number')
  return linked(words(number === '' ? '' : `#${number}`, thread.line('title')), thread.link('html_url'))
}

function listNames(items: readonly Reader[], key: string): string {
  return plain(items.map((item) => item.line(key)).filter((name) => name !== '').join(', '))
}

function isOpening(action: string): boolean {
  return action === 'opened' || action === 'created'
}

function issue(event: ForgeEvent, read: Reader): ForgePost {
  const isPlanned = read.line('state_reason') !== 'not_planned'
  const isClosed = read.line('state') === 'closed'
  const verb = event.action === 'closed' && !isPlanned ? 'closed {} as not planned' : verbOf(event)
  const fields = [field('Labels', listNames(read.each('labels'), 'name')), field('Assigned', listNames(read.each('assignees'), 'login')), field('Milestone', plain(read.line('milestone.title')))]
  const text = isOpening(event.action) ? body(read.text('body')) : ''
  return tell(event, verb, `issue ${nameOf(read)}`, card({ color: isClosed ? (isPlanned ? purple : grey) : 'good', text, fields }))
}

function pullRequest(event: ForgeEvent): ForgePost {
  const { payload, action } = event
  const read = payload.at('pull_request')
  const isMerged = read.flag('merged')
  const verb = action === 'closed' && isMerged ? 'merged {}' : verbOf(event)
  const text = isOpening(action) ? body(read.text('body')) : ''
  return tell(event, verb, `pull request ${nameOf(read)}`, card({ color: colourOf(read, isMerged), text, fields: pullFields(read) }))
}

function colourOf(read: Reader, isMerged: boolean): string {
  if (isMerged) return purple
  if (read.line('state') === 'closed') return 'danger'
  return read.flag('draft') ? grey : 'good'
}

function pullFields(read: Reader): ReturnType<typeof field>[] {
  const from = code(read.line('head.ref'))
  const to = code(read.line('base.ref'))
  const files = read.count('changed_files')
  const changes = files === undefined ? '' : `+${read.count('additions') ?? 0} −${read.count('deletions') ?? 0} in ${several(files, 'file')}`
  return [field('Branches', from === '' || to === '' ? '' : `${from} → ${to}`), field('Changes', changes), field('Labels', listNames(read.each('labels'), 'name'))]
}

const reviews: Readonly<Record<string, readonly [verb: string, colour?: string]>> = {
  approved: ['approved', 'good'],
  changes_requested: ['asked for changes in', 'danger'],
  dismissed: ['dismissed a review of'],
  commented: ['reviewed'],
}

function review(event: ForgeEvent): ForgePost {
  const read = event.payload.at('review')
  return reviewed(event, read.line('state').toLowerCase(), read.link('html_url'), read.text('body'))
}

/** `state`: a key of `reviews`. */
export function reviewed(event: ForgeEvent, state: string, url: string, text: string): ForgePost {
  const [verb, colour = ''] = Object.hasOwn(reviews, state) ? reviews[state]! : reviews['commented']!
  return tell(event, `${linked(verb, url)} {}`, `pull request ${nameOf(event.payload.at('pull_request'))}`, card({ color: colour, text: body(text) }))
}

const commentVerbs: Readonly<Record<string, string>> = { edited: 'edited a comment', deleted: 'deleted a comment' }

function comment(event: ForgeEvent, thing: string): ForgePost {
  const { action, payload } = event
  const read = payload.at('comment')
  const verb = Object.hasOwn(commentVerbs, action) ? commentVerbs[action]! : 'commented'
  const line = read.line('line')
  const file = read.line('path')
  const fields = [field('File', file === '' ? '' : `${code(file)}${line === '' ? '' : `, line ${line}`}`, false)]
  return tell(event, `${linked(verb, read.link('html_url'))} on {}`, thing, action === 'deleted' ? [] : card({ text: body(read.text('body')), fields }))
}
