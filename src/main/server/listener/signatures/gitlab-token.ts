/** GitLab: `X-Gitlab-Token` carries the secret itself, so it proves who posts and nothing about the body. */
import { hash } from 'node:crypto'
import { isAmong, missing, type Scheme } from './scheme.ts'

const header = 'x-gitlab-token'

export const gitlabToken: Scheme = {
  signsBody: false,
  read({ headers }) {
    const raw = headers[header] ?? ''
    if (raw === '') return missing('The header X-Gitlab-Token is missing. Enter the secret token in the webhook on GitLab.')
    // Node reads headers as Latin-1. Hashed, so that their lengths tell nothing.
    const given = [hashed(Buffer.from(raw, 'latin1'))]
    return { isBy: (secret) => isAmong(given, hashed(Buffer.from(secret, 'utf8'))) }
  },
}

function hashed(token: Buffer): Buffer {
  return hash('sha256', token, 'buffer')
}
