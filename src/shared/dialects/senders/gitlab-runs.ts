/** What machines do on GitLab: pipelines, jobs and deployments. */
import type { AttachmentField } from '#shared/contract/message.ts'
import { inRepo, say, spaced, type ForgeEvent, type ForgeHandlers, type ForgePost } from './forge.ts'
import { hash } from './forge-commits.ts'
import { card, field, grey } from './sender.ts'
import type { Reader } from './reader.ts'
import { code, duration, linked, plain, subject, words } from './write.ts'

export const gitLabRuns = { pipeline, build, deployment } satisfies ForgeHandlers

const states: Readonly<Record<string, readonly [words: string, colour: string]>> = {
  success: ['succeeded', 'good'],
  failed: ['failed', 'danger'],
  canceled: ['was cancelled', grey],
  canceling: ['is being cancelled', grey],
  skipped: ['was skipped', grey],
  created: ['was created', grey],
  manual: ['waits for somebody to start it', 'warning'],
  scheduled: ['is scheduled', 'warning'],
  pending: ['is pending', 'warning'],
  preparing: ['is being prepared', 'warning'],
  waiting_for_resource: ['is waiting', 'warning'],
  running: ['is running', 'warning'],
}

function ended(event: ForgeEvent, what: string, fields: readonly (AttachmentField | undefined)[]): ForgePost {
  const { action } = event
  const [verb, color] = Object.hasOwn(states, action) ? states[action]! : [`is ${plain(spaced(action)) || 'changed'}`, '']
  return say(`${what} ${verb}${inRepo(event)}`, card({ color, fields }))
}

function took(seconds: number | undefined): AttachmentField | undefined {
  return field('Took', seconds === undefined ? '' : duration(seconds))
}

function startedBy(payload: Reader): AttachmentField | undefined {
  return field('Started by', plain(payload.line('user.name')))
}

function pipeline(event: ForgeEvent): ForgePost {
  const { payload } = event
  const read = payload.at('object_attributes')
  const commit = payload.at('commit')
  const merge = payload.at('merge_request')
  const failed = payload.each('builds').filter((job) => job.line('status') === 'failed' && !job.flag('allow_failure'))
  return ended(event, `Pipeline ${linked(words(`#${read.line('id')}`, read.line('name')), read.link('url'))}`, [
    field(read.flag('tag') ? 'Tag' : 'Branch', code(read.line('ref'))),
    field('Commit', words(hash(commit.line('id') || read.line('sha'), commit.link('url')), plain(subject(commit.text('message'))))),
    startedBy(payload),
    field('Merge request', merge.has('iid') ? linked(`!${merge.line('iid')} ${merge.line('title')}`, merge.link('url')) : ''),
    field('Failed', plain(failed.map((job) => `${job.line('stage')} / ${job.line('name')}`).join(', '))),
    took(read.count('duration')),
  ])
}

function build(event: ForgeEvent): ForgePost {
  const { payload, action } = event
  const page = payload.link('project.web_url')
  const id = payload.line('build_id')
  const name = [payload.line('build_stage'), payload.line('build_name')].filter((part) => part !== '').join(' / ')
  return ended(event, `Job ${linked(name, page === '' || !/^\d+$/.test(id) ? '' : `${page}/-/jobs/${id}`)}`, [
    field(payload.flag('tag') ? 'Tag' : 'Branch', code(payload.line('ref'))),
    field('Commit', words(hash(payload.line('sha')), plain(subject(payload.text('commit.message'))))),
    startedBy(payload),
    field('Because of', action === 'failed' ? plain(spaced(payload.line('build_failure_reason'))) : ''),
    took(payload.count('build_duration')),
  ])
}

function deployment(event: ForgeEvent): ForgePost {
  const { payload } = event
  const job = payload.link('deployable_url')
  return ended(event, `Deployment to ${linked(payload.line('environment'), payload.link('environment_external_url'))}`, [
    field('Commit', words(hash(payload.line('short_sha'), payload.link('commit_url')), plain(payload.line('commit_title')))),
    startedBy(payload),
    field('Job', job === '' ? '' : linked('Show', job)),
  ])
}
