/** What GitHub's events become. Payloads: the examples of @octokit/webhooks-examples 7.6.1, cut to what is read; the ten whole ones are posted in test/flow. */
import { describe, expect, test } from 'vitest'
import { decodeAs, type Read } from '../../../../test/helpers/decode-as.ts'

const page = 'https://github.com/Codertocat/Hello-World'
const repository = { name: 'Hello-World', full_name: 'Codertocat/Hello-World', html_url: page, default_branch: 'master' }
const sender = { login: 'Codertocat', html_url: 'https://github.com/Codertocat' }
const repo = `[Codertocat/Hello-World](${page})`
const sha = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'

const decode = (event: string, body: object): Read | undefined => decodeAs({ 'x-github-event': event }, { repository, sender, ...body })
const read = (readAs: string, text: string, attachments: Read['attachments'] = [], ignored: string[] = []): Read => ({ readAs: `GitHub · ${readAs}`, text, attachments, ignored: [...ignored].sort() })

describe('commits', () => {
  const commits = [
    { id: sha, message: 'Adding a .gitignore file\n\nwith more', url: `${page}/commit/${sha}`, author: { name: 'Mona *Lisa*', username: 'mona_l' } },
    { id: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821', message: 'Fix [the](javascript:x) @lena thing', url: 'javascript:alert(1)', author: { name: 'Ben' } },
  ]
  test('a push', () => {
    const push = { ref: 'refs/heads/main', created: false, deleted: false, forced: false, compare: `${page}/compare/a...b`, commits }
    expect(decode('push', push)).toEqual(
      read(
        'push',
        `Codertocat pushed [2 commits](${page}/compare/a...b) to [\`main\`](${page}/tree/main) in ${repo}`,
        [{ text: `[\`6113728\`](${page}/commit/${sha}) Adding a .gitignore file – Mona \\*Lisa\\*\n\`ec26c3e\` Fix \\[the\\](javascript:x) @lena thing – Ben` }],
        ['commits[1].url'],
      ),
    )
  })

  test('a push that rewrites, and one with more commits than are shown', () => {
    const many = Array.from({ length: 12 }, () => commits[0])
    const lines = Array.from({ length: 10 }, () => `[\`6113728\`](${page}/commit/${sha}) Adding a .gitignore file – Mona \\*Lisa\\*`)
    expect(decode('push', { ref: 'refs/heads/fix/a b', forced: true, compare: `${page}/compare/a...b`, commits: many })).toEqual(
      read('push', `Codertocat force-pushed [12 commits](${page}/compare/a...b) to [\`fix/a b\`](${page}/tree/fix/a%20b) in ${repo}`, [{ text: [...lines, '… and 2 more'].join('\n') }]),
    )
  })

  test.each([
    [{ ref: 'refs/tags/simple-tag', created: true, compare: `${page}/compare/simple-tag`, commits: [] }, `Codertocat pushed the tag [\`simple-tag\`](${page}/tree/simple-tag) to ${repo}`],
    [{ ref: 'refs/tags/simple-tag', deleted: true, commits: [] }, `Codertocat deleted the tag \`simple-tag\` in ${repo}`],
    [{ ref: 'refs/heads/topic', created: true, compare: `${page}/compare/topic`, commits: [] }, `Codertocat pushed the new branch [\`topic\`](${page}/tree/topic) to ${repo}`],
    [{ ref: 'refs/heads/topic', deleted: true, commits: [] }, `Codertocat deleted the branch \`topic\` in ${repo}`],
    [{ ref: 'refs/heads/topic', compare: `${page}/compare/a...b`, commits: [] }, `Codertocat pushed to [\`topic\`](${page}/tree/topic) in ${repo}`],
  ])('%j', (push, text) => expect(decode('push', push)).toEqual(read('push', text)))

  test.each([
    ['create', { ref: 'simple-tag', ref_type: 'tag' }, `Codertocat created the tag [\`simple-tag\`](${page}/tree/simple-tag) in ${repo}`],
    ['delete', { ref: 'simple-tag', ref_type: 'tag' }, `Codertocat deleted the tag \`simple-tag\` in ${repo}`],
  ])('%s', (event, body, text) => expect(decode(event, body)).toEqual(read(event, text)))
})

describe('pull requests', () => {
  const pull_request = {
    number: 2, title: 'Update the README with new_information.', html_url: `${page}/pull/2`, state: 'open', draft: false, merged: false,
    body: 'This is a *pretty* simple change.\r\n<!-- template -->', head: { ref: 'changes', label: 'Codertocat:changes' }, base: { ref: 'master' },
    additions: 1, deletions: 1, changed_files: 1, labels: [{ name: 'docs' }, { name: 'good first issue' }], user: { login: 'Codertocat' },
  }
  const title = `[#2 Update the README with new\\_information.](${page}/pull/2)`
  const fields = [
    { title: 'Branches', value: '`changes` → `master`', short: true },
    { title: 'Changes', value: '+1 −1 in 1 file', short: true },
    { title: 'Labels', value: 'docs, good first issue', short: true },
  ]

  test('opened', () => {
    expect(decode('pull_request', { action: 'opened', number: 2, pull_request })).toEqual(
      read('pull_request opened', `Codertocat opened pull request ${title} in ${repo}`, [{ color: 'good', text: 'This is a *pretty* simple change.', fields }]),
    )
  })

  test.each([
    ['closed', { merged: true, state: 'closed' }, 'merged {}', '#8250df'],
    ['closed', { state: 'closed' }, 'closed {}', 'danger'],
    ['reopened', {}, 'reopened {}', 'good'],
    ['ready_for_review', {}, 'marked {} as ready for review', 'good'],
    ['converted_to_draft', { draft: true }, 'turned {} into a draft', '#6e7781'],
    ['synchronize', {}, 'updated {}', 'good'],
  ])('%s %j', (action, change, verb, color) => {
    expect(decode('pull_request', { action, pull_request: { ...pull_request, ...change } })).toEqual(
      read(`pull_request ${action}`, `Codertocat ${verb.replace('{}', `pull request ${title}`)} in ${repo}`, [{ color, fields }]),
    )
  })

  test('with whom or what was added', () => {
    const bare = { number: 2, title: 'T', html_url: `${page}/pull/2` }
    const at = `pull request [#2 T](${page}/pull/2) in ${repo}`
    expect(decode('pull_request', { action: 'review_requested', pull_request: bare, requested_reviewer: { login: 'octo_cat' } })?.text).toBe(`Codertocat asked octo\\_cat to review ${at}`)
    expect(decode('pull_request', { action: 'review_requested', pull_request: bare, requested_team: { name: 'Docs' } })?.text).toBe(`Codertocat asked Docs to review ${at}`)
    expect(decode('pull_request', { action: 'assigned', pull_request: bare, assignee: { login: 'octocat' } })?.text).toBe(`Codertocat assigned octocat to ${at}`)
    expect(decode('pull_request', { action: 'labeled', pull_request: bare, label: { name: 'bug' } })?.text).toBe(`Codertocat labelled pull request [#2 T](${page}/pull/2) with bug in ${repo}`)
    expect(decode('pull_request', { action: 'auto_merge_enabled', pull_request: bare })?.text).toBe(`Codertocat: auto merge enabled for ${at}`)
  })

  test.each([
    ['approved', 'approved', 'good'],
    ['changes_requested', 'asked for changes in', 'danger'],
    ['commented', 'reviewed', undefined],
    ['dismissed', 'dismissed a review of', undefined],
  ])('a review: %s', (state, verb, color) => {
    const url = `${page}/pull/2#pullrequestreview-237895671`
    const body = { action: state === 'dismissed' ? 'dismissed' : 'submitted', review: { body: null, state, html_url: url }, pull_request }
    expect(decode('pull_request_review', body)).toEqual(read(`pull_request_review ${body.action}`, `Codertocat [${verb}](${url}) pull request ${title} in ${repo}`))
    expect(decode('pull_request_review', { ...body, review: { ...body.review, body: 'Well done' } })?.attachments).toEqual([{ ...(color === undefined ? {} : { color }), text: 'Well done' }])
  })

  test('a comment on a line', () => {
    const url = `${page}/pull/2#discussion_r284312630`
    const comment = { body: 'More emoji, please.', path: 'docs/READ_ME.md', line: 7, html_url: url }
    expect(decode('pull_request_review_comment', { action: 'created', comment, pull_request })).toEqual(
      read('pull_request_review_comment created', `Codertocat [commented](${url}) on pull request ${title} in ${repo}`, [
        { text: 'More emoji, please.', fields: [{ title: 'File', value: '`docs/READ_ME.md`, line 7', short: false }] },
      ]),
    )
  })
})

describe('issues', () => {
  const issue = { number: 1, title: 'Spelling error', html_url: `${page}/issues/1`, state: 'open', body: 'It looks like two t\'s.', labels: [{ name: 'bug' }], assignees: [{ login: 'octocat' }], milestone: { title: 'v1.0' } }
  const at = `[#1 Spelling error](${page}/issues/1)`
  const fields = [
    { title: 'Labels', value: 'bug', short: true },
    { title: 'Assigned', value: 'octocat', short: true },
    { title: 'Milestone', value: 'v1.0', short: true },
  ]
  test.each([
    ['opened', {}, [{ color: 'good', text: 'It looks like two t\'s.', fields }], 'opened {}'],
    ['edited', {}, [{ color: 'good', fields }], 'edited {}'],
    ['closed', { state: 'closed', state_reason: 'completed' }, [{ color: '#8250df', fields }], 'closed {}'],
    ['closed', { state: 'closed', state_reason: 'not_planned' }, [{ color: '#6e7781', fields }], 'closed {} as not planned'],
  ])('%s %j', (action, change, attachments, verb) => {
    expect(decode('issues', { action, issue: { ...issue, ...change } })).toEqual(read(`issues ${action}`, `Codertocat ${verb.replace('{}', `issue ${at}`)} in ${repo}`, attachments))
  })

  test.each([
    ['created', 'commented'],
    ['edited', 'edited a comment'],
    ['deleted', 'deleted a comment'],
  ])('a comment %s, which names people over there', (action, verb) => {
    const comment = { body: '@octocat You are **right**!', html_url: `${page}/issues/1#c` }
    expect(decode('issue_comment', { action, issue, comment })).toEqual(
      read(`issue_comment ${action}`, `Codertocat [${verb}](${page}/issues/1#c) on issue ${at} in ${repo}`, action === 'deleted' ? [] : [{ text: '@octocat You are **right**!' }]),
    )
    expect(decode('issue_comment', { action, issue: { ...issue, pull_request: { url: 'x' } }, comment })?.text).toBe(`Codertocat [${verb}](${page}/issues/1#c) on pull request ${at} in ${repo}`)
  })

  test('a discussion and its comment', () => {
    const discussion = { number: 90, title: 'Welcome!', html_url: `${page}/discussions/90`, body: 'Glad to have you', category: { name: 'General' } }
    const where = `[#90 Welcome!](${page}/discussions/90) in ${repo}`
    expect(decode('discussion', { action: 'created', discussion })).toEqual(
      read('discussion created', `Codertocat started discussion ${where}`, [{ text: 'Glad to have you', fields: [{ title: 'Category', value: 'General', short: true }] }]),
    )
    expect(decode('discussion_comment', { action: 'created', discussion, comment: { body: 'Hi', html_url: `${page}/discussions/90#c` } })).toEqual(
      read('discussion_comment created', `Codertocat [commented](${page}/discussions/90#c) on discussion ${where}`, [{ text: 'Hi' }]),
    )
  })
})

describe('runs', () => {
  const run = { name: 'Build & test', run_number: 36, run_attempt: 1, event: 'push', head_branch: 'main', head_sha: sha, html_url: `${page}/actions/runs/1`, head_commit: { message: 'Fix it\n\nx', author: { name: 'Mona' } }, run_started_at: '2021-12-16T19:37:22Z', updated_at: '2021-12-16T19:41:27Z' }
  const at = `[Build & test #36](${page}/actions/runs/1)`
  const fields = [
    { title: 'Branch', value: '`main`', short: true },
    { title: 'Commit', value: '`6113728` Fix it', short: true },
    { title: 'Started by', value: 'push', short: true },
  ]
  const took = { title: 'Took', value: '4 min 5 s', short: true }
  test.each([
    ['completed', { status: 'completed', conclusion: 'failure' }, 'failed', 'danger', [...fields, took]],
    ['completed', { status: 'completed', conclusion: 'success' }, 'succeeded', 'good', [...fields, took]],
    ['completed', { status: 'completed', conclusion: 'cancelled' }, 'was cancelled', '#6e7781', [...fields, took]],
    ['completed', { status: 'completed', conclusion: 'timed_out' }, 'timed out', 'danger', [...fields, took]],
    ['requested', { status: 'queued', conclusion: null }, 'is queued', 'warning', fields],
    ['in_progress', { status: 'in_progress' }, 'is running', 'warning', fields],
    ['completed', { status: 'completed', conclusion: 'something_new' }, 'ended: something new', undefined, [...fields, took]],
  ])('a workflow %s %j', (action, change, verb, color, shown) => {
    expect(decode('workflow_run', { action, workflow_run: { ...run, ...change }, workflow: { name: 'Build & test' } })).toEqual(
      read(`workflow_run ${action}`, `Workflow ${at} ${verb} in ${repo}`, [{ ...(color === undefined ? {} : { color }), fields: shown }]),
    )
  })

  test('a job, a check and a suite of checks', () => {
    expect(decode('workflow_job', { action: 'completed', workflow_job: { name: 'Test', workflow_name: 'CI', head_branch: 'main', conclusion: 'failure', status: 'completed', html_url: `${page}/runs/3`, started_at: '2021-06-15T19:22:27Z', completed_at: '2021-06-15T19:22:30Z', steps: [{ name: 'Set up', conclusion: 'success' }, { name: 'npm test', conclusion: 'failure' }] } })).toEqual(
      read('workflow_job completed', `Job [CI / Test](${page}/runs/3) failed in ${repo}`, [
        { color: 'danger', fields: [{ title: 'Branch', value: '`main`', short: true }, { title: 'Failed step', value: 'npm test', short: true }, { title: 'Took', value: '3 s', short: true }] },
      ]),
    )
    expect(decode('check_run', { action: 'completed', check_run: { name: 'Octocoders-linter', status: 'completed', conclusion: 'success', html_url: `${page}/runs/1286`, head_sha: sha, output: { title: 'All **fine**', summary: 'No *problems*' }, check_suite: { head_branch: 'changes' }, app: { name: 'octocoders-linter' } } })).toEqual(
      read('check_run completed', `Check [Octocoders-linter](${page}/runs/1286) succeeded in ${repo}`, [
        { color: 'good', title: 'All **fine**', title_link: `${page}/runs/1286`, text: 'No *problems*', fields: [{ title: 'Branch', value: '`changes`', short: true }, { title: 'Commit', value: '`6113728`', short: true }] },
      ]),
    )
    expect(decode('check_suite', { action: 'completed', check_suite: { head_branch: 'changes', head_sha: sha, status: 'completed', conclusion: 'success', app: { name: 'octocoders-linter' }, head_commit: { message: 'Update README.md' } } })).toEqual(
      read('check_suite completed', `Checks of octocoders-linter succeeded in ${repo}`, [
        { color: 'good', fields: [{ title: 'Branch', value: '`changes`', short: true }, { title: 'Commit', value: '`6113728` Update README.md', short: true }] },
      ]),
    )
  })

  test('a status and a deployment', () => {
    expect(decode('status', { sha, context: 'ci/build', state: 'pending', description: 'Waiting', target_url: 'https://ci.example.com/1', branches: [{ name: 'master' }], commit: { commit: { message: 'Initial commit' } } })).toEqual(
      read('status', `Status [ci/build](https://ci.example.com/1) is pending in ${repo}`, [
        { color: 'warning', text: 'Waiting', fields: [{ title: 'Branch', value: '`master`', short: true }, { title: 'Commit', value: '`6113728` Initial commit', short: true }] },
      ]),
    )
    const deployment = { ref: 'master', environment: 'production', task: 'deploy', sha }
    expect(decode('deployment_status', { action: 'created', deployment_status: { state: 'success', environment: 'production', description: '', environment_url: 'https://e.example', log_url: '' }, deployment })).toEqual(
      read('deployment_status created', `Deployment of \`master\` to [production](https://e.example) succeeded in ${repo}`, [{ color: 'good', fields: [{ title: 'Commit', value: '`6113728`', short: true }] }]),
    )
    expect(decode('deployment', { action: 'created', deployment })).toEqual(read('deployment created', `Codertocat started a deployment of \`master\` to production in ${repo}`))
  })
})

describe('the rest', () => {
  const release = { tag_name: '0.0.1', name: 'First', html_url: `${page}/releases/tag/0.0.1`, body: '* all new', prerelease: false, draft: false }
  test.each([
    ['ping', { zen: 'Keep it logically awesome.', hook: { events: ['push', 'issues'] } }, 'ping', `GitHub’s webhook for ${repo} works. It sends: push, issues.\n\n> Keep it logically awesome.`, []],
    ['ping', { hook: { events: ['*'] }, repository: undefined, organization: { login: 'octo-org' } }, 'ping', 'GitHub’s webhook for octo-org works. It sends every event.', []],
    ['star', { action: 'created' }, 'star created', `Codertocat starred ${repo}`, []],
    ['star', { action: 'deleted' }, 'star deleted', `Codertocat took the star from ${repo}`, []],
    ['watch', { action: 'started' }, 'watch started', `Codertocat starred ${repo}`, []],
    ['fork', { forkee: { full_name: 'Octocoders/Hello-World', html_url: 'https://github.com/Octocoders/Hello-World' } }, 'fork', `Codertocat forked ${repo} to [Octocoders/Hello-World](https://github.com/Octocoders/Hello-World)`, []],
    ['public', {}, 'public', `Codertocat made ${repo} public`, []],
    ['release', { action: 'published', release }, 'release published', `Codertocat published release [First](${page}/releases/tag/0.0.1) of ${repo}`, [{ color: 'good', text: '* all new', fields: [{ title: 'Tag', value: '`0.0.1`', short: true }] }]],
    ['release', { action: 'published', release: { ...release, name: null, body: null, prerelease: true } }, 'release published', `Codertocat published pre-release [0.0.1](${page}/releases/tag/0.0.1) of ${repo}`, []],
    ['release', { action: 'deleted', release: { ...release, body: 'x' } }, 'release deleted', `Codertocat deleted release [First](${page}/releases/tag/0.0.1) of ${repo}`, [{ fields: [{ title: 'Tag', value: '`0.0.1`', short: true }] }]],
    ['commit_comment', { action: 'created', comment: { body: 'Good! :+1:', commit_id: sha, html_url: `${page}/commit/${sha}#c` } }, 'commit_comment created', `Codertocat [commented](${page}/commit/${sha}#c) on commit \`6113728\` in ${repo}`, [{ text: 'Good! :+1:' }]],
    ['gollum', { pages: [{ page_name: 'Home', title: 'Home', action: 'edited', html_url: `${page}/wiki/Home` }] }, 'gollum', `Codertocat edited the wiki page [Home](${page}/wiki/Home) in ${repo}`, []],
    ['member', { action: 'added', member: { login: 'hacktocat', html_url: 'https://github.com/hacktocat' } }, 'member added', `Codertocat: member added in ${repo}`, [{ title: 'hacktocat', title_link: 'https://github.com/hacktocat' }]],
    ['milestone', { action: 'created', milestone: { title: 'v1.0', html_url: `${page}/milestone/1`, description: 'Space' } }, 'milestone created', `Codertocat: milestone created in ${repo}`, [{ title: 'v1.0', title_link: `${page}/milestone/1`, text: 'Space' }]],
    ['merge_group', { action: 'checks_requested', merge_group: { head_sha: sha, head_ref: 'refs/heads/q' } }, 'merge_group checks_requested', `Codertocat: merge group checks requested in ${repo}`, []],
    ['meta', { sender: undefined, repository: undefined, action: 'deleted', hook_id: 1, hook: { type: 'Repository' } }, 'meta deleted', 'meta deleted', []],
  ])('%s %j', (event, body, readAs, text, attachments) => expect(decode(event, body)).toEqual(read(readAs, text, attachments)))

  test('texts that are too long are cut at a word, and open code is closed', () => {
    const long = decode('release', { action: 'published', release: { ...release, body: `\`\`\`js\n${'word '.repeat(400)}` } })?.attachments[0]?.text ?? ''
    expect(long.length).toBeLessThan(1520)
    expect(long).toMatch(/word\n```\n…$/)
  })
})

describe('bodies that are broken or of somebody else', () => {
  test('wrong types: what can be read is posted, what could not is named', () => {
    expect(decode('pull_request', { action: 7, sender: 'me', pull_request: { title: ['x'], number: '2', html_url: 'ftp://x', labels: 'none', body: { a: 1 } } })).toEqual(
      read('pull_request 7', `Somebody: 7 for pull request #2 in ${repo}`, [], ['sender', 'pull_request.title', 'pull_request.html_url', 'pull_request.labels']),
    )
    expect(decode('push', { ref: {}, commits: [null, 'x', { message: 1, id: [] }], repository: { full_name: 'a/b' } })).toEqual(
      read('push', 'Codertocat pushed 1 commit in a/b', [{ text: '1' }], ['ref', 'commits[1]', 'commits[2].id']),
    )
  })

  test('other bodies under GitHub’s header are of whoever wrote them', () => {
    expect(decodeAs({ 'x-github-event': 'push' }, { text: 'hello' })).toBeUndefined()
    expect(decodeAs({ 'x-github-event': 'push' }, { content: 'hello', embeds: [] })).toBeUndefined()
    expect(decodeAs({ 'x-github-event': 'push' }, 'hello')).toBeUndefined()
    expect(decodeAs({}, { repository, sender, ref: 'refs/heads/main' })).toBeUndefined()
  })
})
