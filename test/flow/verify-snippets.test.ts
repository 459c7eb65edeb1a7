/** The lines that the window offers to receivers, run as they are against requests as they are sent. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildVerifySnippet, verifyTools, type VerifyTool } from '#shared/core/verify-snippets.ts'
import { startReceiver, type Received, type Receiver } from '../helpers/receiver.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let receiver: Receiver
let folder: string
beforeEach(async () => {
  t = await startApp()
  receiver = await startReceiver()
  folder = mkdtempSync(join(tmpdir(), 'hookline-verify-'))
})
afterEach(async () => {
  await t.stop()
  await receiver.stop()
  rmSync(folder, { recursive: true, force: true })
})

const lastLines: Record<VerifyTool, string> = {
  node: `\nimport { readFileSync } from 'node:fs'\nconst { headers, body } = JSON.parse(readFileSync(process.argv[2], 'utf8'))\nconsole.log(isOurs(headers, body))\n`,
  python: `\nimport json, sys\ngiven = json.load(open(sys.argv[1], encoding="utf-8"))\nprint(str(is_ours(given["headers"], given["body"].encode())).lower())\n`,
}

function run(tool: VerifyTool, snippet: string, given: Pick<Received, 'headers' | 'body'>, env: Record<string, string>): string {
  const script = join(folder, tool === 'node' ? 'verify.mjs' : 'verify.py')
  const input = join(folder, 'given.json')
  writeFileSync(script, snippet + lastLines[tool])
  writeFileSync(input, JSON.stringify(given))
  return execFileSync(tool === 'node' ? process.execPath : 'python3', [script, input], { encoding: 'utf8', env: { ...process.env, ...env } }).trim()
}

test.each((['token', 'hmac-sha1', 'github-sha256', 'standard'] as const).flatMap((signature) => verifyTools.map(({ value }) => [signature, value] as const)))('%s in %s takes what is ours and refuses what was changed', async (signature, tool) => {
  const { token, secret } = await t.client.subscriptions.create({ name: 'CI', channels: ['town-square'], urls: [receiver.url], allow: [receiver.host], signature })
  await t.client.messages.post({ channel: 'town-square', text: 'déploiement 🚀' })
  await t.app.dispatcher.idle()
  const given = receiver.received[0]!
  const snippet = buildVerifySnippet(tool, signature)
  const env = { HOOKLINE_TOKEN: token, HOOKLINE_SECRET: secret }
  expect(run(tool, snippet, given, env)).toBe('true')
  const forged = signature === 'token' ? { ...given, headers: { ...given.headers, 'x-hookline-token': 'a'.repeat(26) } } : { ...given, body: given.body.replace('ploiement', 'ploiemant') }
  expect(run(tool, snippet, forged, env)).toBe('false')
})
