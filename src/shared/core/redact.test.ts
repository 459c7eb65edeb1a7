/** What is taken out of a report, and what stays readable. */
import { describe, expect, test } from 'vitest'
import { redact, redactError } from './redact.ts'

describe('taken out', () => {
  test.each([
    ['an address of a webhook', 'POST http://127.0.0.1:4665/hooks/8f3k2m9x7q1w5z4y6b0ncdghjk failed', 'POST http://… failed'],
    ['a path alone', 'no such path /hooks/8f3k2m9x7q1w5z4y6b0ncdghjk', 'no such path …/…'],
    ['a secret of letters alone', 'the key bcdfghjklmnpqrstvwxz is old', 'the key … is old'],
    ['letters and digits', 'hkl_9aB3dEf6hIj9kLm2nOp5qRs8 was refused', '… was refused'],
    ['a UUID that may be a secret', 'hook 3f2c9b1e-8d47-4a6b-9c0d-1e2f3a4b5c6d', 'hook …'],
    ['base64', 'sent AAECAwQFBgcICQoLDA0ODw==', 'sent …'],
    ['what is quoted', `There is no channel “board-meeting”, nor 'the other' or "a \\" third"`, 'There is no channel “…”, nor “…” or “…”'],
    ['a mail address', 'from lena.fischer@tidewater.example now', 'from …@… now'],
    ['folders of people', 'open /srv/people/lena/Hookline/hookline.db: no', 'open …/hookline.db: no'],
    ['folders on Windows', 'open C:\\People\\Lena\\hookline.db: no', 'open …/hookline.db: no'],
  ])('%s', (_, text, expected) => expect(redact(text)).toBe(expected))
})

test.each([
  'database disk image is malformed',
  'SQLITE_FULL: database or disk is full',
  'listen EADDRINUSE: address already in use 127.0.0.1:4665',
  'message 01976f00-0000-7000-8000-000000000001 is gone',
  'UnhandledPromiseRejection in start-dispatcher',
])('stays: %s', (text) => expect(redact(text)).toBe(text))

test('of an error: the sentence, and where it arose without folders', () => {
  const stack = `TypeError: cannot read "the secret text"\n    at Object.post (file:///srv/lena/hookline/out/main/run-file-Ab12.js:10:5)\n    at async /srv/lena/hookline/out/main/worker.js:3:1\n    at node:internal/process/task_queues:95:5\n{ text: 'the secret text' }`
  expect(redactError(stack)).toEqual(['TypeError: cannot read “…”', 'at Object.post (run-file-Ab12.js:10:5)', 'at (anonymous) (worker.js:3:1)', 'at (anonymous) (task_queues:95:5)'])
})
