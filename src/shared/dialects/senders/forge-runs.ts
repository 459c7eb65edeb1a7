/** What machines do on a forge: workflows, jobs, checks, statuses and deployments. */
import type { AttachmentField } from '#shared/contract/message.ts'
import { inRepo, say, spaced, type ForgeEvent, type ForgeHandlers, type ForgePost } from './forge.ts'
import { hash, readRef } from './forge-commits.ts'
import { card, field, grey } from './sender.ts'
import type { Reader } from './reader.ts'
import { between, body, code, linked, plain, subject, words } from './write.ts'

export const runHandlers: ForgeHandlers = {
  workflow_run: workflowRun,
  workflow_job: workflowJob,
  check_run: checkRun,
  check_suite(event) {
    const suite = event.payload.at('check_suite')
    return ended(event, words('Checks of', plain(suite.line('app.name') || 'a suite')), suite, card({ fields: [branchOf(suite), commitOf(suite.line('head_sha'), suite)] }))
  },
  status,
  deployment(event) {
    const deployment = event.payload.at('deployment')
    return say(`${event.actor} started a deployment of ${code(deployment.line('ref'))} to ${plain(deployment.line('environment'))}${inRepo(event)}`)
  },
  deployment_status: deploymentStatus,
}

/** What a state or conclusion is in words, and the colour of its bar. */
const states: Readonly<Record<string, readonly [words: string, colour: string]>> = {
  success: ['succeeded', 'good'],
  failure: ['failed', 'danger'],
  error: ['failed', 'danger'],
  timed_out: ['timed out', 'danger'],
  startup_failure: ['could not start', 'danger'],
  action_required: ['needs somebody to act', 'warning'],
  cancelled: ['was cancelled', grey],
  skipped: ['was skipped', grey],
  neutral: ['ended', grey],
  stale: ['is stale', grey],
  inactive: ['is inactive', grey],
  requested: ['is queued', 'warning'],
  queued: ['is queued', 'warning'],
  waiting: ['is waiting', 'warning'],
  pending: ['is pending', 'warning'],
  in_progress: ['is running', 'warning'],
}

/** `what` succeeded in a repository, with the colour of it on the card. */
function ended(event: ForgeEvent, what: string, read: Reader, attachments: ForgePost['attachments']): ForgePost {
  const state = read.line('conclusion') || read.line('status') || read.line('state') || event.action
  const [verb, color] = Object.hasOwn(states, state) ? states[state]! : [`ended: ${plain(spaced(state))}`, '']
  return say(`${what} ${verb}${inRepo(event)}`, color === '' ? attachments : attachments.map((one) => ({ color, ...one })))
}

function branchOf(read: Reader): AttachmentField | undefined {
  return field('Branch', code(read.line('head_branch')))
}

function commitOf(id: string, read: Reader): AttachmentField | undefined {
  return field('Commit', words(hash(id), plain(subject(read.text('head_commit.message')))))
}

/** Only of what is over. */
function took(read: Reader, start: string, end: string): AttachmentField | undefined {
  return read.line('status') === 'completed' ? field('Took', between(read.line(start), read.line(end))) : undefined
}

function workflowRun(event: ForgeEvent): ForgePost {
  const run = event.payload.at('workflow_run')
  const number = run.line('run_number')
  const name = run.line('name') || run.line('display_title') || event.payload.line('workflow.name')
  const what = `Workflow ${linked(words(name, number === '' ? '' : `#${number}`), run.link('html_url'))}`
  const fields = [branchOf(run), commitOf(run.line('head_sha'), run), field('Started by', plain(spaced(run.line('event')))), took(run, 'run_started_at', 'updated_at')]
  return ended(event, what, run, card({ fields }))
}

function workflowJob(event: ForgeEvent): ForgePost {
  const job = event.payload.at('workflow_job')
  const name = [job.line('workflow_name'), job.line('name')].filter((part) => part !== '').join(' / ')
  const failed = job.each('steps').filter((step) => step.line('conclusion') === 'failure').map((step) => step.line('name'))
  const fields = [branchOf(job), field('Failed step', plain(failed.join(', '))), took(job, 'started_at', 'completed_at')]
  return ended(event, `Job ${linked(name, job.link('html_url'))}`, job, card({ fields }))
}

function checkRun(event: ForgeEvent): ForgePost {
  const check = event.payload.at('check_run')
  const url = check.link('html_url') || check.link('details_url')
  const title = check.line('output.title')
  const fields = [branchOf(check.at('check_suite')), commitOf(check.line('head_sha'), check.at('check_suite'))]
  const attachments = card({ title, title_link: title === '' ? '' : url, text: body(check.text('output.summary')), fields })
  return ended(event, `Check ${linked(check.line('name'), url)}`, check, attachments)
}

function status(event: ForgeEvent): ForgePost {
  const { payload } = event
  const branch = payload.each('branches')[0]?.line('name') ?? ''
  const commit = field('Commit', words(hash(payload.line('sha')), plain(subject(payload.text('commit.commit.message') || payload.text('commit.message')))))
  const attachments = card({ text: plain(payload.line('description')), fields: [field('Branch', code(branch)), commit] })
  return ended(event, `Status ${linked(payload.line('context') || 'of a commit', payload.link('target_url'))}`, payload, attachments)
}

function deploymentStatus(event: ForgeEvent): ForgePost {
  const read = event.payload.at('deployment_status')
  const deployment = event.payload.at('deployment')
  const environment = linked(read.line('environment') || deployment.line('environment'), read.link('environment_url'))
  const ref = deployment.line('ref')
  const log = read.link('log_url')
  const fields = [field('Commit', hash(deployment.line('sha'))), field('Log', log === '' ? '' : linked('Show', log))]
  return ended(event, words('Deployment of', code(readRef(ref)?.name ?? ref), 'to', environment), read, card({ text: plain(read.line('description')), fields }))
}
