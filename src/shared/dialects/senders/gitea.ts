/** Gitea and Forgejo: GitHub's format with pages, reviews and events of their own (docs.gitea.com, “Webhooks”). */
import { inRepo, readForgeEvent, say, type ForgeEvent, type ForgeHandlers, type ForgePost } from './forge.ts'
import { reviewed } from './forge-threads.ts'
import { decodeForge, forgeHandlers, isForgeBody } from './github.ts'
import { card, type Sender } from './sender.ts'
import { linked, plain } from './write.ts'

/** It sends Gitea's header too, which is asked after. */
export const forgejo = ofHeader('forgejo', 'Forgejo', 'x-forgejo-event')
export const gitea = ofHeader('gitea', 'Gitea', 'x-gitea-event')

function ofHeader(id: string, label: string, header: string): Sender {
  return {
    id,
    label,
    recognises: ({ headers, body }) => headers[header] !== undefined && isForgeBody(body),
    decode: ({ headers }, payload) => decodeForge(readForgeEvent(payload, headers[header] ?? '', (kind) => `src/${kind}`), handlers),
  }
}

const handlers: ForgeHandlers = {
  ...forgeHandlers,
  fork: ({ payload, actor, repo }) => say(`${actor} forked ${linked(payload.line('forkee.full_name'), payload.link('forkee.html_url'))} to ${repo}`),
  pull_request_approved: (event) => review(event, 'approved'),
  pull_request_rejected: (event) => review(event, 'changes_requested'),
  pull_request_comment: (event) => review(event, 'commented'),
  wiki(event) {
    const verb = { created: 'created', edited: 'edited', deleted: 'deleted' }[event.action] ?? 'changed'
    return say(`${event.actor} ${verb} the wiki page ${linked(event.payload.line('page'), '')}${inRepo(event)}`, card({ text: plain(event.payload.line('comment')) }))
  },
}

function review(event: ForgeEvent, state: string): ForgePost {
  return reviewed(event, state, '', event.payload.text('review.content'))
}
