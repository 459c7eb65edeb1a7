/** What holds for each sender, whatever comes under its name: something is posted, nothing throws, and links lead to the web. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeAs } from '../../../../test/helpers/decode-as.ts'
import { senders } from './index.ts'

/** For each sender a header and the parts of a body by which it is recognised. */
const marks: Readonly<Record<string, readonly [headers: Record<string, string>, body: object]>> = {
  forgejo: [{ 'x-forgejo-event': 'push' }, { repository: {} }],
  gitea: [{ 'x-gitea-event': 'issues' }, { repository: {} }],
  gitlab: [{ 'x-gitlab-event': 'x' }, { object_kind: 'issue' }],
  github: [{ 'x-github-event': 'pull_request' }, { repository: {} }],
  sentry: [{ 'sentry-hook-resource': 'metric_alert' }, { data: {} }],
  grafana: [{}, { alerts: [], orgId: 1 }],
  alertmanager: [{}, { alerts: [], receiver: '', version: '4' }],
  'uptime-kuma': [{}, { heartbeat: null, monitor: null, msg: '' }],
}

test('each sender has its marks here', () => expect(Object.keys(marks)).toEqual(senders.map(({ id }) => id)))

const words = ['title', 'name', 'body', 'url', 'html_url', 'web_url', 'status', 'state', 'action', 'ref', 'commits', 'labels', 'number', 'issue', 'pull_request', 'object_attributes', 'sender', 'user', 'data', 'event', 'alerts', 'annotations', 'values', 'heartbeat', 'monitor', 'msg', 'tags', '__proto__']
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.string(), fc.constantFrom('javascript:alert(1)', 'https://e.example/a)b', '](x', '# `*_', '\ud800'), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...words), tie('any'), { maxKeys: 6 })),
})).any
const kinds = ['push', 'create', 'issues', 'issue_comment', 'pull_request', 'pull_request_review', 'release', 'workflow_run', 'check_run', 'status', 'deployment_status', 'ping', 'fork', 'gollum', 'note', 'pipeline', 'build', 'merge_request', 'event_alert', 'issue', 'comment', 'toString', '']

const codeSpan = /(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g

test.each(Object.entries(marks))('%s', (_id, [headers, own]) => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...words), value), fc.constantFrom(...kinds), (around, kind) => {
      const said = decodeAs(Object.fromEntries(Object.keys(headers).map((name) => [name, kind])), { ...around, ...own, ...('object_kind' in own ? { object_kind: kind } : {}) })
      if (said === undefined) return
      expect(said.text.trim() !== '' || said.attachments.length > 0).toBe(true)
      // Within code nothing is a link, nor in how it was read, which is no Markdown.
      const { readAs: _, ...shown } = said
      const links = [...JSON.stringify(shown).replaceAll(codeSpan, '').matchAll(/(?:(?<!\\)\]\(|"(?:title_link|url|image_url)":")([^")\\]*)/g)].map(([, link]) => link)
      expect(links.filter((link) => !/^https?:\/\//i.test(link!) && link !== 'x')).toEqual([])
    }),
    { numRuns: 400 },
  )
})
