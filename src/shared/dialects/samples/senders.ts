/** Samples of tools that post events in a format of their own, to an address of any shape. */
import { jsonSample, type Sample } from './sample.ts'

const alert = {
  status: 'firing',
  labels: { alertname: 'DiskAlmostFull', instance: 'db1:9100', severity: 'warning' },
  annotations: { summary: 'Disk of db1 is 91 % full', description: 'It grows by 2 % an hour.', runbook_url: 'https://runbooks.example.com/disk' },
  startsAt: '2026-11-20T08:31:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'https://prometheus.example.com/graph?g0.expr=disk',
  fingerprint: 'c6eadffa33fcdf37',
}

const alertmanager = jsonSample('alertmanager', {
  version: '4', groupKey: '{}:{alertname="DiskAlmostFull"}', truncatedAlerts: 0, status: 'firing', receiver: 'hookline',
  groupLabels: { alertname: 'DiskAlmostFull' }, commonLabels: alert.labels, commonAnnotations: alert.annotations, externalURL: 'https://alertmanager.example.com', alerts: [alert],
})

const grafana = jsonSample('grafana', {
  receiver: 'hookline', status: 'firing', orgId: 1, state: 'alerting', version: '1', groupKey: '{}:{alertname="High memory usage"}', truncatedAlerts: 0,
  title: '[FIRING:1] High memory usage', message: '', externalURL: 'https://grafana.example.com/', groupLabels: {}, commonLabels: {}, commonAnnotations: {},
  alerts: [{ ...alert, labels: { alertname: 'High memory usage', team: 'blue' }, annotations: { summary: 'web-2 uses 94 % of its memory' }, values: { A: 94.2 }, dashboardURL: 'https://grafana.example.com/d/1', panelURL: 'https://grafana.example.com/d/1?viewPanel=2', silenceURL: 'https://grafana.example.com/alerting/silence/new' }],
})

const sha = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7'
const before = '95790bf891e76fee5e1747ab589903a6a1f80f22'

/** GitHub and Gitea write the same here. */
function forgePush(home: string): object {
  const page = `${home}/tidewater/web`
  return {
    ref: 'refs/heads/main', before, after: sha, compare: `${page}/compare/${before.slice(0, 12)}...${sha.slice(0, 12)}`, compare_url: `${page}/compare/${before}...${sha}`, total_commits: 1,
    repository: { id: 1, name: 'web', full_name: 'tidewater/web', html_url: page, private: true, default_branch: 'main' },
    pusher: { name: 'lena', login: 'lena' },
    sender: { id: 7, login: 'lena', html_url: `${home}/lena`, type: 'User' },
    commits: [{ id: sha, message: 'Round prices before tax', url: `${page}/commit/${sha}`, author: { name: 'Lena Fischer', username: 'lena' } }],
    head_commit: { id: sha, message: 'Round prices before tax', url: `${page}/commit/${sha}`, author: { name: 'Lena Fischer', username: 'lena' } },
  }
}

const gitLabPage = 'https://gitlab.example.com/tidewater/web'
const gitlab = jsonSample(
  'gitlab',
  {
    object_kind: 'pipeline',
    object_attributes: { id: 481, iid: 481, ref: 'main', sha, status: 'failed', detailed_status: 'failed', duration: 252, url: `${gitLabPage}/-/pipelines/481`, source: 'push', stages: ['build', 'test'] },
    user: { id: 7, name: 'Lena Fischer', username: 'lena' },
    project: { id: 1, name: 'web', web_url: gitLabPage, path_with_namespace: 'tidewater/web', default_branch: 'main' },
    commit: { id: sha, message: 'Round prices before tax', title: 'Round prices before tax', url: `${gitLabPage}/-/commit/${sha}`, author: { name: 'Lena Fischer' } },
    builds: [{ id: 9, stage: 'test', name: 'checkout', status: 'failed' }],
  },
  { 'X-Gitlab-Event': 'Pipeline Hook' },
)

const sentry = jsonSample(
  'sentry',
  {
    action: 'created',
    actor: { id: 'sentry', name: 'Sentry', type: 'application' },
    installation: { uuid: 'a8e5d37a-696c-4c54-adb5-b3f28d64c7de' },
    data: { issue: { id: '9', shortId: 'WEB-9', title: 'TypeError: cart is undefined', culprit: 'checkout(total)', level: 'error', status: 'unresolved', count: '1', firstSeen: '2026-11-20T08:31:00.000Z', lastSeen: '2026-11-20T08:31:00.000Z', web_url: 'https://sentry.example.com/issues/9', project: { name: 'web', slug: 'web' }, assignedTo: null } },
  },
  { 'Sentry-Hook-Resource': 'issue' },
)

const uptimeKuma = jsonSample('uptime-kuma', {
  heartbeat: { monitorID: 4, status: 0, time: '2026-11-20 08:31:00.000', msg: 'connect ECONNREFUSED 10.0.0.12:443', important: true, duration: 60 },
  monitor: { id: 4, name: 'Shop', type: 'http', url: 'https://shop.example.com' },
  msg: '[Shop] [🔴 Down] connect ECONNREFUSED 10.0.0.12:443',
})

export const senderSamples: readonly Sample[] = [
  alertmanager,
  grafana,
  jsonSample('github', forgePush('https://github.com'), { 'X-GitHub-Event': 'push' }),
  gitlab,
  jsonSample('gitea', forgePush('https://git.example.com'), { 'X-Gitea-Event': 'push' }),
  sentry,
  uptimeKuma,
]
