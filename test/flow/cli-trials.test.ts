/** The commands that try a webhook, say where it is reached, and open it to the network: what they print, with which exit code, and what they ask before. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deedSchema, doctorReportSchema } from '#shared/contract/doctor.ts'
import { listenerStatusSchema } from '#shared/contract/listener.ts'
import { listLanAddresses } from '#server/lan-addresses.ts'
import { cliPath, runNode } from '../helpers/child.ts'
import { runHere, serveBeside, type Printed } from '../helpers/hookline.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folder = makeDataFolder()
let serving: Awaited<ReturnType<typeof serveBeside>>
let id: string
beforeAll(async () => {
  serving = await serveBeside(folder)
  id = (await run('hooks', 'create', '--channel', 'town-square', '--name', 'ci', '--dialect', 'mattermost,discord')).json.id as string
  await run('settings', 'set', 'hooks.port', String(new URL(serving.ready.hooksUrl).port))
})
afterAll(async () => {
  await serving?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: string[]): Promise<Printed> => runHere(folder, ...args)
/** As people read it. */
const say = async (...args: string[]) => {
  const { code, stdout, stderr } = await runNode(cliPath, [...args, '--data', folder]).ended
  return { code, stdout, stderr }
}
const messages = async (): Promise<number> => ((await run('messages', 'list', '--channel', 'town-square', '--limit', '1000')).json as unknown[]).length

describe('hooks test', () => {
  test('sends a sample through the listener and says what became of it, as one document and in words', { timeout: 60_000 }, async () => {
    const before = await messages()
    expect(await run('hooks', 'test', id)).toMatchObject({ code: 0, error: null, json: { through: 'socket', dialect: 'mattermost', sample: 'text', verdict: { reason: 'posted', status: 200, channel: 'town-square', userAgent: 'Hookline test' } } })
    expect(await run('hooks', 'test', id, '--dialect', 'discord', '--sample', 'embed')).toMatchObject({ code: 0, json: { dialect: 'discord', sample: 'embed', verdict: { reason: 'posted' } } })
    const { code, stdout, stderr } = await say('hooks', 'test', id, '--sample', 'mention')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^sample\s+mention$[\s\S]*^through\s+the listener$[\s\S]*^reason\s+posted$[\s\S]*Test by /m)
    expect(await messages()).toBe(before + 3)
  })

  test('lists samples and posts nothing', { timeout: 60_000 }, async () => {
    const before = await messages()
    const { code, json } = await run('hooks', 'test', id, '--list')
    const listed = json as { dialect: string; sample: string; contentType: string }[]
    expect([code, new Set(listed.map(({ dialect }) => dialect))]).toEqual([0, new Set(['mattermost', 'discord'])])
    expect(listed).toContainEqual({ dialect: 'discord', sample: 'embed', contentType: 'application/json' })
    expect(((await run('hooks', 'test', id, '--list', '--dialect', 'slack')).json as typeof listed).every(({ dialect }) => dialect === 'slack')).toBe(true)
    expect(await messages()).toBe(before)
  })

  test('a refusal is an answer and its exit code is 1; what cannot be sent is an error', { timeout: 60_000 }, async () => {
    await run('hooks', 'disable', id)
    expect(await run('hooks', 'test', id)).toMatchObject({ code: 1, error: null, json: { verdict: { reason: 'hook_disabled', messageId: null } } })
    expect(await say('hooks', 'test', id)).toMatchObject({ code: 1, stdout: expect.stringMatching(/^reason\s+hook_disabled$/m) as string, stderr: '' })
    await run('hooks', 'enable', id)
    expect(await run('hooks', 'test', 'nothing')).toMatchObject({ code: 3, json: null, error: { code: 'not_found' } })
    expect(await run('hooks', 'test', '0197a5c0-0000-7000-8000-000000000002')).toMatchObject({ code: 3, error: { code: 'not_found' } })
    expect(await run('hooks', 'test', id, '--sample', 'nothing')).toMatchObject({ code: 2, error: { code: 'invalid', field: 'sample', message: expect.stringContaining('Known: text, mention') as string } })
    expect(await run('hooks', 'test', id, '--dialect', 'nothing')).toMatchObject({ code: 2, error: { code: 'invalid', field: 'dialect' } })
    expect(await run('hooks', 'test', id, '--dialect', 'slack')).toMatchObject({ code: 4, error: { code: 'conflict', message: expect.stringContaining('no address for Slack') as string } })
    expect(await run('hooks', 'test')).toMatchObject({ code: 2, error: { code: 'invalid' } })
  })
})

describe('hooks doctor', () => {
  test('a webhook that is well: exit code 0, each check with its sentence, nothing posted', { timeout: 60_000 }, async () => {
    const before = await messages()
    const { code, json } = await run('hooks', 'doctor', id)
    const { checks } = doctorReportSchema.parse(json)
    expect([code, checks.filter(({ state }) => state === 'failed')]).toEqual([0, []])
    const { stdout } = await say('hooks', 'doctor', id)
    expect(stdout.split('\n')[0]).toMatch(/^state\s+id\s+text\s+fixes$/)
    for (const { text } of checks.filter((check) => check.id !== 'requests')) expect(stdout).toContain(text)
    expect(await messages()).toBe(before)
  })

  test('what is wrong makes the exit code 1 and names the deed, which --fix does', { timeout: 60_000 }, async () => {
    await run('hooks', 'disable', id)
    const ill = await run('hooks', 'doctor', id)
    expect([ill.code, doctorReportSchema.parse(ill.json).checks.find((check) => check.id === 'enabled')]).toMatchObject([1, { state: 'failed', fixes: ['switch_on'] }])
    expect(await say('hooks', 'doctor', id)).toMatchObject({ code: 1, stdout: expect.stringMatching(/^failed\s+enabled\s+.*switch_on$/m) as string })
    const mended = await run('hooks', 'doctor', id, '--fix', 'switch_on')
    expect([mended.code, doctorReportSchema.parse(mended.json).checks.find((check) => check.id === 'enabled')]).toMatchObject([0, { state: 'ok' }])
    expect((await run('hooks', 'show', id)).json).toMatchObject({ enabled: true })
  })

  test('deeds that are none, and webhooks that are none', { timeout: 60_000 }, async () => {
    expect(await run('hooks', 'doctor', id, '--fix', 'everything')).toMatchObject({ code: 2, json: null, error: { code: 'invalid', message: expect.stringContaining(deedSchema.options.join(', ')) as string } })
    expect(await run('hooks', 'doctor', '0197a5c0-0000-7000-8000-000000000002')).toMatchObject({ code: 3, error: { code: 'not_found' } })
  })
})

describe('the listener', () => {
  test('says where it is reached, in words and as one document', { timeout: 60_000 }, async () => {
    const { code, json } = await run('listener')
    const { port } = new URL(serving.ready.hooksUrl)
    expect([code, listenerStatusSchema.parse(json)]).toMatchObject([0, { state: 'listening', port: Number(port), url: serving.ready.hooksUrl, lan: { state: 'off', urls: [] }, publicUrl: null }])
    expect(await say('listener')).toMatchObject({ code: 0, stdout: expect.stringMatching(new RegExp(`^Only this computer · 127\\.0\\.0\\.1:${port}`)) as string, stderr: '' })
    await run('settings', 'set', 'hooks.publicUrl', 'https://hooks.example.com')
    expect((await say('listener')).stdout).toMatch(/^This computer · [\s\S]*^Public through https:\/\/hooks\.example\.com$/m)
    await run('settings', 'set', 'hooks.publicUrl', 'null')
    expect(await run('listener', 'open')).toMatchObject({ code: 2, error: { code: 'invalid' } })
  })

  test('is opened to the network only after a yes, which says what will be reached; closing asks nothing', { timeout: 60_000 }, async () => {
    await run('settings', 'set', 'hooks.lanPort', '0')
    const reach = async () => (await run('settings', 'get', 'hooks.reach')).json as unknown
    const refused = await run('settings', 'set', 'hooks.reach', 'lan')
    expect(refused).toMatchObject({ code: 4, json: null, error: { code: 'conflict', field: 'yes', message: expect.stringMatching(/Other computers of your network will reach .* over TLS: .*can post to it.*--yes/) as string } })
    for (const address of listLanAddresses()) expect(refused.error?.message).toContain(`https://${address.includes(':') ? `[${address}]` : address}:`)
    expect(await say('settings', 'set', 'hooks.reach', 'lan')).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('give --yes') as string })
    expect(await reach()).toMatchObject({ value: 'loopback' })
    expect(listenerStatusSchema.parse((await run('listener')).json).lan.state).toBe('off')
    expect(await run('settings', 'set', 'hooks.reach', 'lan', '--yes')).toMatchObject({ code: 0, json: { key: 'hooks.reach', value: 'lan' } })
    // What is open already is not asked again.
    expect(await run('settings', 'set', 'hooks.reach', 'lan')).toMatchObject({ code: 0 })
    const { lan } = listenerStatusSchema.parse((await run('listener')).json)
    if (listLanAddresses().length > 0) {
      expect([lan.state, lan.urls.length]).toEqual(['listening', listLanAddresses().length])
      expect((await say('listener')).stdout).toMatch(/^LAN · TLS · https:\/\/.*\n {2}certificate ([0-9A-F]{2}:){31}/m)
    }
    expect(await run('settings', 'set', 'hooks.reach', 'loopback')).toMatchObject({ code: 0 })
    expect(await run('settings', 'set', 'hooks.reach', 'world', '--yes')).toMatchObject({ code: 2, error: { code: 'invalid' } })
  })
})
