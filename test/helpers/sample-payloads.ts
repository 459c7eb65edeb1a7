/** What tools send of which no request was captured: examples in the form of their vendors' documents, told about Tidewater. CHART and LOGO stand for pictures. */

export interface Sample {
  /** As its hook is called. */
  readonly tool: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

const chart = 'CHART'
const logo = 'LOGO'

const gitlabProject = { name: 'gateway', web_url: 'https://gitlab.example.com/tidewater/gateway', path_with_namespace: 'tidewater/gateway', default_branch: 'main' }
const priya = { name: 'Priya Raman', username: 'priya' }
const gitlab = (event: string, body: object): Sample => ({ tool: 'GitLab', headers: { 'X-Gitlab-Event': event }, body: { project: gitlabProject, user: priya, ...body } })

export const forgeSamples: readonly Sample[] = [
  gitlab('Push Hook', {
    object_kind: 'push', ref: 'refs/heads/main', before: '95790bf891e76fee5e1747ab589903a6a1f80f22', after: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7', user_name: 'Jonas Weber', total_commits_count: 3,
    commits: [
      { id: 'b6568db1bc1dcd7f8b4d5a946b0b91f9dacd7327', message: 'Wait with jitter before a retry\n\nAll runners came back at once.', url: 'https://gitlab.example.com/c/b6568db', author: { name: 'Jonas Weber' } },
      { id: '7d1f0cc1bc1dcd7f8b4d5a946b0b91f9dacd7327', message: 'Honour Retry-After', url: 'https://gitlab.example.com/c/7d1f0cc', author: { name: 'Mara Lindqvist' } },
      { id: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7', message: 'Say in the log how long it waits', url: 'https://gitlab.example.com/c/da15608', author: { name: 'Jonas Weber' } },
    ],
  }),
  gitlab('Merge Request Hook', {
    object_kind: 'merge_request', labels: [{ title: 'gateway' }, { title: 'needs review' }], assignees: [{ name: 'Jonas Weber' }], reviewers: [{ name: 'Sam Okafor' }],
    object_attributes: { iid: 482, title: 'Give the upload test a clock of its own', description: 'It raced the real one twice this week.\n\n- replaces both `sleep(2000)`\n- four seconds faster', url: 'https://gitlab.example.com/mr/482', action: 'open', state: 'opened', source_branch: 'fake-clock', target_branch: 'main' },
  }),
  gitlab('Pipeline Hook', {
    object_kind: 'pipeline', commit: { id: 'bcbb5ec396a2', message: 'Honour Retry-After\n', url: 'https://gitlab.example.com/c/bcbb5ec' },
    object_attributes: { id: 88421, ref: 'main', tag: false, sha: 'bcbb5ec396a2', status: 'failed', duration: 383, url: 'https://gitlab.example.com/p/88421' },
    builds: [{ stage: 'test', name: 'unit', status: 'success' }, { stage: 'test', name: 'browser', status: 'failed', allow_failure: false }],
  }),
  gitlab('Note Hook', { object_kind: 'note', merge_request: { iid: 482, title: 'Give the upload test a clock of its own' }, object_attributes: { note: 'Is the fake clock new, or did we _always_ have it?\n\n```ts\nclock.advance(seconds(3))\n```', noteable_type: 'MergeRequest', action: 'create', url: 'https://gitlab.example.com/mr/482#note_1' } }),
  {
    tool: 'Gitea',
    headers: { 'X-Gitea-Event': 'pull_request', 'X-GitHub-Event': 'pull_request' },
    body: {
      action: 'closed', number: 17, repository: { full_name: 'tidewater/runbooks', html_url: 'https://git.example.com/tidewater/runbooks' }, sender: { login: 'sam', full_name: 'Sam Okafor' },
      pull_request: { number: 17, title: 'What to do when a runner fills up', html_url: 'https://git.example.com/tidewater/runbooks/pulls/17', state: 'closed', merged: true, user: { login: 'sam' }, head: { ref: 'disk-pressure' }, base: { ref: 'main' }, labels: [{ name: 'runbook' }] },
    },
  },
  {
    tool: 'Forgejo',
    headers: { 'X-Gitea-Event': 'push', 'X-Forgejo-Event': 'push', 'X-GitHub-Event': 'push' },
    body: {
      ref: 'refs/heads/develop', before: '28e1879d029cb852e4844d9c718537df08844e03', after: 'bffeb74224043ba2feb48d137756c8a9331c449a', compare_url: 'https://git.example.com/compare/28e1879',
      repository: { full_name: 'tidewater/runbooks', html_url: 'https://git.example.com/tidewater/runbooks', default_branch: 'main' }, pusher: { login: 'tomas', full_name: 'Tomás Ferreira' }, sender: { login: 'tomas', full_name: 'Tomás Ferreira' },
      commits: [{ id: 'bffeb74224043ba2feb48d137756c8a9331c449a', message: 'Number the steps', url: 'https://git.example.com/commit/bffeb74', author: { name: 'Tomás Ferreira', username: 'tomas' } }],
    },
  },
]

const alert = {
  status: 'firing', labels: { alertname: 'ProbeFailure', instance: 'https://shop.example.com', job: 'http_checks', monitor: 'frankfurt', severity: 'critical' },
  annotations: { description: 'https://shop.example.com has been down for over 5 minutes. Job: http_checks', summary: 'The shop does not answer', runbook_url: 'https://wiki.example.com/shop' },
  startsAt: '2026-11-20T08:08:45.828Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: 'http://prometheus.example.org:9090/graph?g0.expr=probe_success+%3D%3D+0&g0.tab=1',
}
const group = { receiver: 'hookline', groupLabels: { alertname: 'ProbeFailure' }, commonLabels: alert.labels, commonAnnotations: {}, externalURL: 'http://prometheus.example.org:9093', version: '4', groupKey: '{}:{}', truncatedAlerts: 0 }
const issue = { count: '118', culprit: 'checkout/pay.ts in chargeCard', firstSeen: '2026-11-20T08:31:00Z', lastSeen: '2026-11-20T08:40:00Z', level: 'error', web_url: 'https://sentry.example.com/issues/9', project: { name: 'checkout', slug: 'checkout' }, shortId: 'CHECKOUT-9', status: 'unresolved', title: 'TypeError: cannot read properties of undefined (reading “bin”)', assignedTo: null }
const kuma = { monitor: { id: 1, name: 'shop.example.com', url: 'https://shop.example.com/', type: 'http', tags: [{ name: 'prod', value: 'eu' }, { name: 'web', value: '' }] }, msg: '[shop.example.com] [🔴 Down]' }
const beat = { monitorID: 1, status: 0, time: '2026-11-20 08:02:03.456', msg: 'connect ECONNREFUSED 203.0.113.7:443', important: true, duration: 61, timezoneOffset: '+01:00', ping: null }

export const alertSamples: readonly Sample[] = [
  { tool: 'Alertmanager', headers: { 'User-Agent': 'Alertmanager/0.28.0' }, body: { ...group, status: 'firing', alerts: [alert, { ...alert, status: 'resolved', endsAt: '2026-11-20T08:18:45Z', labels: { alertname: 'ProbeFailure', instance: 'https://api.example.com', severity: 'warning' }, annotations: { summary: 'The API does not answer' } }] } },
  {
    tool: 'Grafana',
    body: {
      receiver: 'hookline', status: 'firing', orgId: 1, version: '1', groupKey: '{}:{}', externalURL: 'https://grafana.example.com/', title: '[FIRING:1]  (payments)', state: 'alerting', message: '**Firing**\n\nLabels:\n - alertname = x', groupLabels: {}, commonLabels: { team: 'payments' }, commonAnnotations: {},
      alerts: [{ status: 'firing', labels: { alertname: 'High memory usage', grafana_folder: 'Checkout', team: 'payments', zone: 'eu-central-1' }, annotations: { description: 'The workers of checkout hold 91 % of their memory for ten minutes.', runbook_url: 'https://wiki.example.com/memory', summary: 'Checkout runs out of memory in eu-central-1' }, startsAt: '2026-11-20T09:31:03+01:00', endsAt: '0001-01-01T00:00:00Z', generatorURL: 'https://grafana.example.com/alerting/1afz29v7z/edit', silenceURL: 'https://grafana.example.com/alerting/silence/new?alertmanager=grafana&matchers=alertname%3DT2', dashboardURL: '', panelURL: 'https://grafana.example.com/d/1?viewPanel=2', values: { B: 44.23943737541908, C: 1 }, imageURL: chart }],
    },
  },
  { tool: 'Sentry', headers: { 'Sentry-Hook-Resource': 'event_alert' }, body: { action: 'triggered', actor: { type: 'application', name: 'Sentry' }, installation: { uuid: 'a8e5' }, data: { event: { culprit: 'gateway/retry.ts in wait', datetime: '2026-11-20T08:36:17Z', level: 'error', title: 'RangeError: the delay is negative', web_url: 'https://sentry.example.com/issues/11/events/e48', environment: 'production', release: '4.18.1', platform: 'node' }, triggered_rule: 'Errors that are new in a release' } } },
  { tool: 'Sentry', headers: { 'Sentry-Hook-Resource': 'issue' }, body: { action: 'created', actor: { type: 'application', name: 'Sentry' }, installation: { uuid: 'a8e5' }, data: { issue } } },
  { tool: 'Sentry', headers: { 'Sentry-Hook-Resource': 'issue' }, body: { action: 'resolved', actor: { type: 'user', name: 'Tomás Ferreira' }, installation: { uuid: 'a8e5' }, data: { issue: { ...issue, status: 'resolved' } } } },
  { tool: 'Uptime Kuma', body: { heartbeat: beat, ...kuma } },
  { tool: 'Uptime Kuma', body: { heartbeat: { ...beat, status: 1, msg: '200 - OK', ping: 212 }, ...kuma } },
]

const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text })
const plain = (text: string): object => ({ type: 'plain_text', text, emoji: true })
const button = (text: string, more: object = {}): object => ({ type: 'button', text: plain(text), action_id: text, ...more })

export const slackSamples: readonly Sample[] = [
  {
    tool: 'Leave desk',
    body: {
      text: 'Priya asks for a day off', username: 'Leave desk', icon_emoji: ':palm_tree:',
      blocks: [
        { type: 'header', text: plain('New request') },
        { type: 'section', fields: [mrkdwn('*Type:*\nPaid time off'), mrkdwn('*Created by:*\n<https://people.example.com/priya|Priya Raman>'), mrkdwn('*When:*\nAug 10 – Aug 13'), mrkdwn('*Hours:*\n16.0 (2 days)'), mrkdwn('*Remaining balance:*\n32.0 hours (4 days)')] },
        { type: 'actions', elements: [button('Approve', { style: 'primary', value: 'a' }), button('Reject', { style: 'danger', value: 'r' }), button('Open request', { url: 'https://people.example.com/r/1' })] },
        { type: 'context', elements: [{ type: 'image', image_url: logo, alt_text: 'Desk' }, mrkdwn('Asked in *Leave desk* · answer by <!date^1795000000^{date_short}|Friday>')] },
      ],
    },
  },
  {
    tool: 'Lunch',
    body: {
      username: 'Table for eight', icon_emoji: ':fork_and_knife:', text: 'Three places for the team dinner',
      blocks: [
        { type: 'section', text: mrkdwn('We found *three places* for the team dinner on _Thursday_:') },
        { type: 'divider' },
        { type: 'section', text: mrkdwn('*<https://food.example.com/1|Farmhouse Thai>*\n:star::star::star::star: 1528 reviews\nThey have vegan curries, and take eight people.'), accessory: { type: 'image', image_url: logo, alt_text: 'Thai' } },
        { type: 'section', text: mrkdwn('*<https://food.example.com/2|Ler Ros>*\n:star::star::star: 2203 reviews\nQuick, loud, and next to the office.'), accessory: { type: 'image', image_url: logo, alt_text: 'Ler Ros' } },
        { type: 'actions', elements: [button('Farmhouse', { value: '1' }), button('Ler Ros', { value: '2' }), { type: 'static_select', placeholder: plain('How many?'), options: [{ text: plain('6'), value: '6' }, { text: plain('8'), value: '8' }] }] },
      ],
    },
  },
  {
    tool: 'Release notes',
    body: {
      username: 'Release notes', icon_emoji: ':memo:',
      blocks: [
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'Tidewater 4.18.2', style: { bold: true } }, { type: 'text', text: ' is out. What changed ' }, { type: 'emoji', name: 'rocket' }] },
            { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Retries wait with ' }, { type: 'text', text: 'jitter', style: { code: true } }] }, { type: 'rich_text_section', elements: [{ type: 'link', url: 'https://wiki.example.com/4182', text: 'All of it' }] }] },
            { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Four seconds faster, too.' }] },
            { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'npm install tidewater@4.18.2' }] },
          ],
        },
      ],
    },
  },
]

export const discordSamples: readonly Sample[] = [
  {
    tool: 'Deploy',
    body: {
      username: 'Deploy', content: 'Release **4.18.2** is on its way <t:1795164960:R>. ||It is the last of the year.||',
      embeds: [
        {
          author: { name: 'Tidewater CI', url: 'https://ci.example.com', icon_url: logo }, title: 'api-gateway 4.18.2', url: 'https://ci.example.com/88431', description: 'All checks passed. Rollout goes **zone by zone**, a quarter of an hour each.\n> Stop it with `deploy stop 4.18.2`', color: 5763719, thumbnail: { url: logo },
          fields: [{ name: 'Commit', value: '[`bcbb5ec`](https://ci.example.com/c/bcbb5ec)', inline: true }, { name: 'Started by', value: 'Jonas Weber', inline: true }, { name: 'Took', value: '6 min 2 s', inline: true }, { name: 'What changed', value: '- retries wait with jitter\n- Retry-After is honoured' }],
          image: { url: chart }, footer: { text: 'Zone 1 of 4', icon_url: logo }, timestamp: '2026-11-20T08:50:00.000Z',
        },
      ],
    },
  },
  { tool: 'Watchtower', body: { username: 'Watchtower', embeds: [{ title: 'Updated 2 containers', color: 3447003, description: '`grafana` 12.2.0 → 12.2.1\n`postgres` 17.6 → 17.7' }, { title: '1 update failed', color: 15548997, description: '`registry`: manifest unknown' }] } },
]

const adaptive = (body: object[], actions: object[] = []): object => ({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard', version: '1.4', body, actions } }] })
const block = (text: string, more: object = {}): object => ({ type: 'TextBlock', text, wrap: true, ...more })

export const officeSamples: readonly Sample[] = [
  {
    tool: 'Board',
    body: adaptive(
      [
        block('Publish the notes of 4.18', { size: 'Medium', weight: 'Bolder' }),
        { type: 'ColumnSet', columns: [{ type: 'Column', width: 'auto', items: [{ type: 'Image', style: 'Person', url: logo, altText: 'Aiko', size: 'Small' }] }, { type: 'Column', width: 'stretch', items: [block('Aiko Tanaka', { weight: 'Bolder' }), block('Created {{DATE(2026-11-20T06:08:39Z, SHORT)}}', { spacing: 'None', isSubtle: true })] }] },
        block('The pictures are new, and [the page](https://wiki.example.com/p) has two languages.\r\n\r\n- read it once more\r\n- send it on Friday'),
        { type: 'FactSet', facts: [{ title: 'Board:', value: 'Release 4.18' }, { title: 'List:', value: 'To publish' }, { title: 'Due:', value: 'Not set' }] },
      ],
      [{ type: 'Action.OpenUrl', title: 'View', url: 'https://board.example.com/v', style: 'positive' }, { type: 'Action.Submit', title: 'Approve' }],
    ),
  },
  {
    tool: 'Nightly',
    body: {
      '@type': 'MessageCard', '@context': 'http://schema.org/extensions', themeColor: '0076D7', summary: 'Build failed', title: 'Nightly build failed',
      sections: [{ activityTitle: 'Jonas Weber pushed to main', activitySubtitle: 'On project Tango', activityImage: logo, facts: [{ name: 'Branch', value: 'main' }, { name: 'Failed', value: 'browser / upload.test.ts' }, { name: 'Since', value: '3 builds' }] }],
      potentialAction: [{ '@type': 'OpenUri', name: 'Show log', targets: [{ os: 'default', uri: 'https://ci.example.com/log' }] }],
    },
  },
  { tool: 'Capacity', body: adaptive([block('Capacity of the week', { size: 'Large', weight: 'Bolder', color: 'warning' }), { type: 'ColumnSet', columns: [{ type: 'Column', items: [block('CPU', { isSubtle: true }), block('91 %', { size: 'ExtraLarge' })] }, { type: 'Column', items: [block('Memory', { isSubtle: true }), block('40 %', { size: 'ExtraLarge' })] }] }, { type: 'Table', columns: [{}, {}], rows: [['Runner', 'Free'], ['runner-07', '9 %'], ['runner-08', '41 %']].map((cells) => ({ type: 'TableRow', cells: cells.map((cell) => ({ type: 'TableCell', items: [block(cell)] })) })) }]) },
  {
    tool: 'Hiring',
    body: {
      cardsV2: [
        {
          cardId: 'c',
          card: {
            header: { title: 'Interview with Sasha', subtitle: 'Software engineer, second round', imageUrl: logo, imageType: 'CIRCLE' },
            sections: [
              { header: 'Contact', widgets: [{ decoratedText: { topLabel: 'Mail', text: 'sasha@example.com' } }, { decoratedText: { topLabel: 'Phone', text: '<a href="tel:+15555550123">+1 (555) 555-0123</a>' } }] },
              { widgets: [{ textParagraph: { text: '<b>Wednesday, 10:00</b> in room <i>Sintra</i><br>Bring the exercise.' } }, { buttonList: { buttons: [{ text: 'Join', onClick: { openLink: { url: 'https://meet.example.com/1' } } }, { text: 'Decline', onClick: { action: { function: 'decline' } } }] } }] },
            ],
          },
        },
      ],
    },
  },
]

export const otherSamples: readonly Sample[] = [
  { tool: 'Backups', body: { title: 'Backup of db-eu-1 finished', message: 'All **14 databases** were copied in 38 minutes.', url: 'https://backup.example.com/runs/2041?tab=log', status: 'success', host: { name: 'db-eu-1', zone: 'eu-central-1' }, sizeBytes: 48_318_382_080, encrypted: true, databases: ['checkout', 'identity', 'mail'] } },
  { tool: 'Certificates', body: { event: 'certificate.expiring', severity: 'warning', domain: 'shop.example.com', days_left: 12, issuer: 'Example CA', detail: { serial: '04:d1:7a:90:1b', sans: ['shop.example.com', 'www.shop.example.com'] } } },
  { tool: 'Night build', body: { alias: 'Gruggy', emoji: ':ghost:', text: 'The night build is *done*, you may `git pull`', attachments: [{ title: 'tidewater/web', title_link: 'https://rocket.example.com', text: 'Best build of the week', color: '#764FA5', fields: [{ title: 'Tests', value: '1,149 passed', short: true }, { title: 'Took', value: '9 min', short: true }] }] } },
]
