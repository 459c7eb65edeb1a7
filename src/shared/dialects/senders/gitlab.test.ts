/** What GitLab's events become. Payloads: the examples of its documentation (“Webhook events”, GitLab 18), cut to what is read. */
import { describe, expect, test } from 'vitest'
import { decodeAs, type Read } from '../../../../test/helpers/decode-as.ts'

const page = 'http://example.com/gitlabhq/gitlab-test'
const project = { name: 'Gitlab Test', web_url: page, path_with_namespace: 'gitlabhq/gitlab-test', default_branch: 'master' }
const user = { id: 1, name: 'Administrator', username: 'root', email: 'admin@example.com' }
const repo = `[gitlabhq/gitlab-test](${page})`
const sha = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7'

const decode = (event: string, body: object): Read | undefined => decodeAs({ 'x-gitlab-event': event }, { project, user, ...body })
const read = (readAs: string, text: string, attachments: Read['attachments'] = [], ignored: string[] = []): Read => ({ readAs: `GitLab · ${readAs}`, text, attachments, ignored: [...ignored].sort() })

describe('commits', () => {
  const before = '95790bf891e76fee5e1747ab589903a6a1f80f22'
  const commits = [
    { id: 'b6568db1bc1dcd7f8b4d5a946b0b91f9dacd7327', message: 'Update Catalan translation to e38cb41.\n\nSee more', url: `${page}/commit/b6568db1`, author: { name: 'Jordi Mallach' } },
    { id: sha, message: 'fixed readme', url: `${page}/commit/da156088`, author: { name: 'GitLab dev user' } },
  ]
  test('a push', () => {
    const push = { object_kind: 'push', event_name: 'push', before, after: sha, ref: 'refs/heads/master', user_name: 'John Smith', commits, total_commits_count: 4, user: undefined }
    expect(decode('Push Hook', push)).toEqual(
      read('push', `John Smith pushed [4 commits](${page}/-/compare/${before}...${sha}) to [\`master\`](${page}/-/tree/master) in ${repo}`, [
        { text: `[\`b6568db\`](${page}/commit/b6568db1) Update Catalan translation to e38cb41. – Jordi Mallach\n[\`da15608\`](${page}/commit/da156088) fixed readme – GitLab dev user\n… and 2 more` },
      ]),
    )
  })

  const zeros = '0'.repeat(40)
  test.each([
    ['Tag Push Hook', { object_kind: 'tag_push', ref: 'refs/tags/v1.0.0', before: zeros, after: sha }, 'tag_push', `John Smith pushed the tag [\`v1.0.0\`](${page}/-/tags/v1.0.0) to ${repo}`],
    ['Tag Push Hook', { object_kind: 'tag_push', ref: 'refs/tags/v1.0.0', before: sha, after: zeros }, 'tag_push', `John Smith deleted the tag \`v1.0.0\` in ${repo}`],
    ['Push Hook', { object_kind: 'push', ref: 'refs/heads/topic', before: zeros, after: sha }, 'push', `John Smith pushed the new branch [\`topic\`](${page}/-/tree/topic) to ${repo}`],
    ['System Hook', { object_kind: 'push', ref: 'refs/heads/topic', before: sha, after: zeros }, 'push', `John Smith deleted the branch \`topic\` in ${repo}`],
  ])('%s %j', (event, body, readAs, text) => {
    expect(decode(event, { ...body, user_name: 'John Smith', commits: [], total_commits_count: 0 })).toEqual(read(readAs, text))
  })
})

describe('issues and merge requests', () => {
  const issue = { iid: 23, title: 'New API: create/update/delete file', description: 'Create new API', url: 'http://example.com/diaspora/issues/23', state: 'opened', type: 'Issue' }
  const around = { labels: [{ title: 'API' }], assignees: [{ name: 'User1' }] }
  const at = '[#23 New API: create/update/delete file](http://example.com/diaspora/issues/23)'
  const fields = [{ title: 'Labels', value: 'API', short: true }, { title: 'Assigned', value: 'User1', short: true }]
  test.each([
    [{ action: 'open' }, 'opened', [{ color: 'good', text: 'Create new API', fields }]],
    [{ action: 'close', state: 'closed' }, 'closed', [{ color: '#8250df', fields }]],
    [{ action: 'reopen' }, 'reopened', [{ color: 'good', fields }]],
    [{ action: 'update' }, 'updated', [{ color: 'good', fields }]],
  ])('an issue %j', (change, verb, attachments) => {
    expect(decode('Issue Hook', { object_kind: 'issue', object_attributes: { ...issue, ...change }, ...around })).toEqual(read(`issue ${change.action}`, `Administrator ${verb} issue ${at} in ${repo}`, attachments))
  })

  test('a task', () => {
    expect(decode('Work Item Hook', { object_kind: 'work_item', object_attributes: { ...issue, type: 'Task', action: 'close', state: 'closed' } })?.text).toBe(`Administrator closed task ${at} in ${repo}`)
  })

  const merge = { iid: 1, title: 'MS-Viewport', description: 'It *fits*', url: 'http://example.com/diaspora/merge_requests/1', state: 'opened', source_branch: 'ms-viewport', target_branch: 'master', draft: false }
  const mergeAt = '[!1 MS-Viewport](http://example.com/diaspora/merge_requests/1)'
  const mergeFields = [{ title: 'Branches', value: '`ms-viewport` → `master`', short: true }, ...fields, { title: 'Reviewers', value: 'User1', short: true }]
  test.each([
    [{ action: 'open' }, 'opened {}', 'good'],
    [{ action: 'update', draft: true }, 'updated {}', '#6e7781'],
    [{ action: 'approved' }, 'approved {}', 'good'],
    [{ action: 'unapproval' }, 'took the approval back from {}', 'good'],
    [{ action: 'merge', state: 'merged' }, 'merged {}', '#8250df'],
    [{ action: 'close', state: 'closed' }, 'closed {}', 'danger'],
  ])('a merge request %j', (change, verb, color) => {
    const text = change.action === 'open' ? { text: 'It *fits*' } : {}
    expect(decode('Merge Request Hook', { object_kind: 'merge_request', object_attributes: { ...merge, ...change }, ...around, reviewers: [{ name: 'User1' }] })).toEqual(
      read(`merge_request ${change.action}`, `Administrator ${verb.replace('{}', `merge request ${mergeAt}`)} in ${repo}`, [{ color, ...text, fields: mergeFields }]),
    )
  })

  test.each([
    [{ commit: { id: 'cfe32cf61b73', message: 'Add submodule\n\nSigned-off', url: `${page}/commit/cfe32cf61b73` } }, 'Commit', `commit [\`cfe32cf\`](${page}/commit/cfe32cf61b73) Add submodule`],
    [{ merge_request: { iid: 1, title: 'Tempora et eos' } }, 'MergeRequest', `merge request [!1 Tempora et eos](${page}/x)`],
    [{ issue: { iid: 17, title: 'test' } }, 'Issue', `issue [#17 test](${page}/x)`],
    [{ snippet: { title: 'test', url: `${page}/-/snippets/53` } }, 'Snippet', `snippet [test](${page}/-/snippets/53)`],
  ])('a comment on %j', (thing, noteable_type, at) => {
    const object_attributes = { note: 'Does it *work*, @root?', noteable_type, action: 'create', url: `${page}/x#note_1` }
    expect(decode('Note Hook', { object_kind: 'note', object_attributes, ...thing })).toEqual(
      read('note create', `Administrator [commented](${page}/x#note_1) on ${at} in ${repo}`, [{ text: 'Does it *work*, @root?' }]),
    )
  })
})

describe('runs', () => {
  test('a pipeline', () => {
    const body = {
      object_kind: 'pipeline',
      object_attributes: { id: 31, name: 'Pipeline for branch: master', ref: 'master', tag: false, sha: 'bcbb5ec396a2', source: 'merge_request_event', status: 'failed', duration: 63, url: `${page}/-/pipelines/31` },
      merge_request: { iid: 1, title: 'Test', url: `${page}/merge_requests/1` },
      commit: { id: 'bcbb5ec396a2', message: 'test\n', url: `${page}/commit/bcbb5ec396a2` },
      builds: [
        { stage: 'deploy', name: 'production', status: 'skipped' },
        { stage: 'test', name: 'test-build', status: 'failed', allow_failure: false },
        { stage: 'test', name: 'flaky', status: 'failed', allow_failure: true },
      ],
    }
    const fields = [
      { title: 'Branch', value: '`master`', short: true },
      { title: 'Commit', value: `[\`bcbb5ec\`](${page}/commit/bcbb5ec396a2) test`, short: true },
      { title: 'Started by', value: 'Administrator', short: true },
      { title: 'Merge request', value: `[!1 Test](${page}/merge_requests/1)`, short: true },
      { title: 'Failed', value: 'test / test-build', short: true },
      { title: 'Took', value: '1 min 3 s', short: true },
    ]
    expect(decode('Pipeline Hook', body)).toEqual(read('pipeline failed', `Pipeline [#31 Pipeline for branch: master](${page}/-/pipelines/31) failed in ${repo}`, [{ color: 'danger', fields }]))
    const passed = { ...body, builds: [], merge_request: null, object_attributes: { ...body.object_attributes, status: 'success', name: null, tag: true } }
    expect(decode('Pipeline Hook', passed)).toEqual(
      read('pipeline success', `Pipeline [#31](${page}/-/pipelines/31) succeeded in ${repo}`, [{ color: 'good', fields: [{ title: 'Tag', value: '`master`', short: true }, fields[1]!, fields[2]!, fields[5]!] }]),
    )
  })

  test('a job', () => {
    const job = { object_kind: 'build', ref: 'main', tag: false, sha: '2293ada6b400', build_id: 1977, build_name: 'unit', build_stage: 'test', build_status: 'failed', build_duration: 17.4, build_failure_reason: 'script_failure', project_name: 'x', commit: { id: 2366, sha: '2293ada6b400', message: 'test\n' } }
    expect(decode('Job Hook', job)).toEqual(
      read('build failed', `Job [test / unit](${page}/-/jobs/1977) failed in ${repo}`, [
        {
          color: 'danger',
          fields: [
            { title: 'Branch', value: '`main`', short: true },
            { title: 'Commit', value: '`2293ada` test', short: true },
            { title: 'Started by', value: 'Administrator', short: true },
            { title: 'Because of', value: 'script failure', short: true },
            { title: 'Took', value: '17 s', short: true },
          ],
        },
      ]),
    )
    expect(decode('Job Hook', { ...job, build_status: 'created', build_duration: null })?.text).toBe(`Job [test / unit](${page}/-/jobs/1977) was created in ${repo}`)
  })

  test('a deployment', () => {
    const body = { object_kind: 'deployment', status: 'success', deployable_url: `${page}/-/jobs/796`, environment: 'staging', environment_external_url: 'https://staging.example.com', short_sha: '279484c0', commit_url: `${page}/-/commit/279484c0`, commit_title: 'Add new file' }
    expect(decode('Deployment Hook', body)).toEqual(
      read('deployment success', `Deployment to [staging](https://staging.example.com) succeeded in ${repo}`, [
        {
          color: 'good',
          fields: [
            { title: 'Commit', value: `[\`279484c\`](${page}/-/commit/279484c0) Add new file`, short: true },
            { title: 'Started by', value: 'Administrator', short: true },
            { title: 'Job', value: `[Show](${page}/-/jobs/796)`, short: true },
          ],
        },
      ]),
    )
  })
})

describe('the rest', () => {
  test.each([
    ['Release Hook', { object_kind: 'release', action: 'create', name: 'Spring', tag: 'v1.1', description: 'v1.1 is *out*', url: `${page}/-/releases/v1.1`, user: undefined }, 'release create', `Release [Spring](${page}/-/releases/v1.1) was created in ${repo}`, [{ color: 'good', text: 'v1.1 is *out*', fields: [{ title: 'Tag', value: '`v1.1`', short: true }] }]],
    ['Release Hook', { object_kind: 'release', action: 'delete', name: 'v1.1', tag: 'v1.1', description: 'x', url: `${page}/-/releases/v1.1` }, 'release delete', `Release [v1.1](${page}/-/releases/v1.1) was deleted in ${repo}`, []],
    ['Wiki Page Hook', { object_kind: 'wiki_page', object_attributes: { title: 'Awesome', message: 'adding a *page*', url: `${page}/-/wikis/awesome`, action: 'create' } }, 'wiki_page create', `Administrator created the wiki page [Awesome](${page}/-/wikis/awesome) in ${repo}`, [{ text: 'adding a \\*page\\*' }]],
    ['Feature Flag Hook', { object_kind: 'feature_flag', object_attributes: { name: 'test-feature-flag', description: 'what for', active: true } }, 'feature_flag', `Administrator switched on the feature flag test-feature-flag in ${repo}`, [{ text: 'what for' }]],
    ['Milestone Hook', { object_kind: 'milestone', action: 'create', object_attributes: { title: 'v1.0', description: 'First' } }, 'milestone create', `Administrator: milestone create in ${repo}`, [{ title: 'v1.0', text: 'First' }]],
    ['Member Hook', { event_name: 'user_add_to_group', group_name: 'webhook-test', user_name: 'Test User', group_access: 'Guest', project: undefined, user: undefined }, 'user_add_to_group', 'Test User: user add to group in webhook-test', []],
    ['Subgroup Hook', { event_name: 'subgroup_create', name: 'subgroup1', full_path: 'group1/subgroup1', project: undefined, user: undefined }, 'subgroup_create', 'subgroup create in group1/subgroup1', []],
  ])('%s %j', (event, body, readAs, text, attachments) => expect(decode(event, body)).toEqual(read(readAs, text, attachments)))

  test('without its header it is known by its body', () => {
    expect(decodeAs({}, { object_kind: 'tag_push', project, ref: 'refs/tags/v1', user_name: 'J', before: '0'.repeat(40), after: sha })?.text).toBe(`J pushed the tag [\`v1\`](${page}/-/tags/v1) to ${repo}`)
  })

  test('what a template of its own wrote is of whoever wrote it', () => {
    expect(decodeAs({ 'x-gitlab-event': 'Push Hook' }, { text: 'pushed' })).toBeUndefined()
    expect(decodeAs({ 'x-gitlab-event': 'Push Hook' }, { content: 'pushed', project })).toBeUndefined()
  })

  test('wrong types: what can be read is posted, what could not is named', () => {
    expect(decode('Issue Hook', { object_kind: 'issue', user: 'root', object_attributes: { iid: '7', title: ['x'], url: 'javascript:x', action: 'open' }, labels: {} })).toEqual(
      read('issue open', `Somebody opened issue #7 in ${repo}`, [], ['user', 'object_attributes.title', 'object_attributes.url', 'labels']),
    )
  })
})
