/** What events of Gitea and Forgejo become. The push is the example of Gitea's documentation (“Webhooks”); the others have the fields of its payloads that are read. */
import { describe, expect, test } from 'vitest'
import { decodeAs, type Read } from '../../../../test/helpers/decode-as.ts'

const page = 'http://localhost:3000/gitea/webhooks'
const repository = { id: 140, name: 'webhooks', full_name: 'gitea/webhooks', html_url: page, default_branch: 'master' }
const sender = { id: 1, login: 'gitea', full_name: 'Gitea', username: 'gitea' }
const repo = `[gitea/webhooks](${page})`

/** It sends all of them, for tools that know the others. */
const headersOf = (event: string): Record<string, string> => ({ 'x-github-event': event, 'x-gogs-event': event, 'x-gitea-event': event, 'x-gitea-event-type': event })
const decode = (event: string, body: object): Read | undefined => decodeAs(headersOf(event), { repository, sender, ...body })
const read = (readAs: string, text: string, attachments: Read['attachments'] = []): Read => ({ readAs: `Gitea · ${readAs}`, text, attachments, ignored: [] })

const before = '28e1879d029cb852e4844d9c718537df08844e03'
const after = 'bffeb74224043ba2feb48d137756c8a9331c449a'
const push = {
  secret: '3gEsCfjlV2ugRwgpU#w1*WaW*wa4NXgGmpCfkbG3',
  ref: 'refs/heads/develop', before, after, compare_url: `${page}/compare/${before}...${after}`,
  commits: [{ id: after, message: 'Webhooks Yay!', url: `${page}/commit/${after}`, author: { name: 'Gitea', username: 'gitea' } }],
  pusher: sender,
}
const pushed = `gitea pushed [1 commit](${page}/compare/${before}...${after}) to [\`develop\`](${page}/src/branch/develop) in ${repo}`

describe('commits', () => {
  test('a push, whose secret is shown nowhere', () => {
    const card = [{ text: `[\`bffeb74\`](${page}/commit/${after}) Webhooks Yay! – Gitea` }]
    expect(decode('push', push)).toEqual(read('push', pushed, card))
    expect(decodeAs({ ...headersOf('push'), 'x-forgejo-event': 'push' }, { ...push, repository, sender })).toEqual({ ...read('push', pushed, card), readAs: 'Forgejo · push' })
  })

  test.each([
    ['push', { ...push, ref: 'refs/tags/v1.0', before: '0'.repeat(40), commits: [] }, `gitea pushed the tag [\`v1.0\`](${page}/src/tag/v1.0) to ${repo}`],
    ['create', { ref: 'topic', ref_type: 'branch', sha: after }, `gitea created the branch [\`topic\`](${page}/src/branch/topic) in ${repo}`],
    ['delete', { ref: 'topic', ref_type: 'branch' }, `gitea deleted the branch \`topic\` in ${repo}`],
    ['fork', { forkee: { full_name: 'lena/webhooks', html_url: 'http://localhost:3000/lena/webhooks' } }, `gitea forked [lena/webhooks](http://localhost:3000/lena/webhooks) to ${repo}`],
  ])('%s', (event, body, text) => expect(decode(event, body)).toEqual(read(event, text)))
})

describe('issues and pull requests', () => {
  const issue = { number: 7, title: 'Broken link', html_url: `${page}/issues/7`, body: 'See `a`', state: 'open', labels: [{ name: 'bug' }] }
  const at = `issue [#7 Broken link](${page}/issues/7) in ${repo}`
  const fields = [{ title: 'Labels', value: 'bug', short: true }]
  test('an issue and a comment', () => {
    expect(decode('issues', { action: 'opened', number: 7, issue })).toEqual(read('issues opened', `gitea opened ${at}`, [{ color: 'good', text: 'See `a`', fields }]))
    expect(decode('issues', { action: 'label_updated', issue })).toEqual(read('issues label_updated', `gitea changed the labels of ${at}`, [{ color: 'good', fields }]))
    expect(decode('issue_comment', { action: 'created', issue, comment: { body: 'Yes', html_url: `${page}/issues/7#c1` }, is_pull: false })).toEqual(
      read('issue_comment created', `gitea [commented](${page}/issues/7#c1) on ${at}`, [{ text: 'Yes' }]),
    )
    expect(decode('issue_comment', { action: 'created', issue, comment: { body: 'Yes' }, is_pull: true })?.text).toBe(`gitea commented on pull request [#7 Broken link](${page}/issues/7) in ${repo}`)
  })

  const pull_request = { number: 8, title: 'Mend it', html_url: `${page}/pulls/8`, state: 'open', merged: false, head: { ref: 'topic' }, base: { ref: 'main' } }
  const pullAt = `pull request [#8 Mend it](${page}/pulls/8) in ${repo}`
  const pullFields = [{ title: 'Branches', value: '`topic` → `main`', short: true }]
  test.each([
    ['pull_request', { action: 'closed', pull_request: { ...pull_request, state: 'closed', merged: true } }, 'pull_request closed', `gitea merged ${pullAt}`, [{ color: '#8250df', fields: pullFields }]],
    ['pull_request', { action: 'synchronized', pull_request }, 'pull_request synchronized', `gitea updated ${pullAt}`, [{ color: 'good', fields: pullFields }]],
    ['pull_request_approved', { action: 'reviewed', pull_request, review: { type: 'pull_request_review_approved', content: 'Fine' } }, 'pull_request_approved reviewed', `gitea approved ${pullAt}`, [{ color: 'good', text: 'Fine' }]],
    ['pull_request_rejected', { action: 'reviewed', pull_request, review: { type: 'pull_request_review_rejected', content: '' } }, 'pull_request_rejected reviewed', `gitea asked for changes in ${pullAt}`, []],
    ['pull_request_comment', { action: 'reviewed', pull_request, review: { type: 'pull_request_review_comment', content: 'Hm' } }, 'pull_request_comment reviewed', `gitea reviewed ${pullAt}`, [{ text: 'Hm' }]],
  ])('%s', (event, body, readAs, text, attachments) => expect(decode(event, body)).toEqual(read(readAs, text, attachments)))
})

test.each([
  ['release', { action: 'published', release: { tag_name: 'v1', name: 'One', html_url: `${page}/releases/tag/v1`, body: 'New' } }, 'release published', `gitea published release [One](${page}/releases/tag/v1) of ${repo}`, [{ color: 'good', text: 'New', fields: [{ title: 'Tag', value: '`v1`', short: true }] }]],
  ['repository', { action: 'created' }, 'repository created', `gitea: repository created in ${repo}`, []],
  ['wiki', { action: 'edited', page: 'Home', comment: 'typo' }, 'wiki edited', `gitea edited the wiki page Home in ${repo}`, [{ text: 'typo' }]],
])('%s', (event, body, readAs, text, attachments) => expect(decode(event, body)).toEqual(read(readAs, text, attachments)))

test('what it writes for Slack, Discord or Teams under the same headers is read as that', () => {
  const slack = { channel: '#dev', text: '[gitea/webhooks] pushed', username: 'gitea', icon_url: '', unfurl_links: 0, link_names: 0, attachments: [{ text: 'x' }] }
  const discord = { wait: false, content: '', username: 'Gitea', avatar_url: '', tts: false, embeds: [{ title: 'x' }] }
  const teams = { '@type': 'MessageCard', '@context': 'https://schema.org/extensions', title: 'x', sections: [] }
  for (const body of [slack, discord, teams]) expect(decodeAs(headersOf('push'), body)).toBeUndefined()
})
