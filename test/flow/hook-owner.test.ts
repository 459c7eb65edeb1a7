/** What becomes of a hook whose owner goes, or may own none any more: it is paused, admins are told, and whoever takes it over resumes it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { rebuild } from '../helpers/projection.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
  for (const username of ['gina', 'gone', 'next']) await t.client.people.create({ username })
  await t.client.channels.create({ name: 'private', private: true, members: ['gone'] })
})
afterAll(() => t.stop())

const hookOf = (owner: string, channel = 'town-square') => t.makeHook({ owner, channel, name: `of ${owner}` })
const reasonOf = async (url: string): Promise<unknown> => (await sendJson(url, { text: 'x' })).headers['x-hookline-reason']
const newest = async (): Promise<string> => (await t.client.messages.list({ channel: '@lena.fischer', limit: 1 })).messages[0]?.text ?? ''

test('a role lowered to guest', async () => {
  const { url, hookId } = await hookOf('gina')
  const { url: untouched } = await hookOf('next')
  expect(await reasonOf(url)).toBe('posted')
  await t.client.people.setRole({ username: 'gina', role: 'guest' })
  expect(await t.client.hooks.show({ id: hookId as HookId })).toMatchObject({ enabled: false, pausedReason: 'owner_is_guest' })
  expect([await reasonOf(url), await reasonOf(untouched)]).toEqual(['hook_paused', 'posted'])
  expect((await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 }))[0]?.detail).toContain('is a guest now')
  expect(await newest()).toBe('@lena.fischer “of gina” is paused: @gina, who owns it, is a guest now. Posts are refused until somebody takes over.')
  expect((await t.client.messages.notices({ limit: 1 })).notices[0]?.reason).toBe('mention')
  const { before, after } = await rebuild(t.app.ctx)
  expect(after).toEqual(before)
  // A role given back does not switch it on by itself; who takes it over does.
  await t.client.people.setRole({ username: 'gina', role: 'member' })
  expect(await reasonOf(url)).toBe('hook_paused')
  expect(await t.client.hooks.update({ id: hookId as HookId, owner: 'next' })).toMatchObject({ enabled: true, pausedReason: null, owner: 'next' })
  expect(await reasonOf(url)).toBe('posted')
})

test('a person who is removed: nobody can switch it on before it has another owner, who must see its channel', async () => {
  const { url, hookId } = await hookOf('gone', 'private')
  const { url: off, hookId: offId } = await hookOf('gone')
  await t.client.hooks.update({ id: offId as HookId, enabled: false })
  await t.client.team.removePerson({ username: 'gone' })
  const id = hookId as HookId
  expect([await reasonOf(url), await reasonOf(off)]).toEqual(['hook_paused', 'hook_disabled'])
  expect(await newest()).toContain('“of gone” is paused: @gone, who owns it, was removed from the workspace.')
  await expect(t.client.hooks.update({ id, enabled: true })).rejects.toThrow('Give it to somebody else first')
  await expect(t.client.hooks.update({ id, owner: 'next' })).rejects.toThrow('cannot read #private')
  await t.client.channels.addPeople({ channel: 'private', usernames: ['next'] })
  expect(await t.client.hooks.update({ id, owner: 'next' })).toMatchObject({ enabled: true, pausedReason: null })
  expect(await reasonOf(url)).toBe('posted')
})

test('a webhook that was off when its owner was removed stays off, until it is given to somebody else', async () => {
  await t.client.people.create({ username: 'left' })
  const { url, hookId } = await hookOf('left')
  const id = hookId as HookId
  await t.client.hooks.update({ id, enabled: false })
  await t.client.team.removePerson({ username: 'left' })
  await expect(t.client.hooks.update({ id, enabled: true })).rejects.toMatchObject({ data: { code: 'conflict', field: 'owner', message: 'left, who owned this webhook, was removed. Give it to somebody else first.' } })
  const fixesOf = async () => (await t.client.hooks.doctor({ id })).checks.filter(({ id: check }) => check === 'enabled' || check === 'owner').map(({ fixes }) => fixes[0])
  expect(await fixesOf()).toEqual(['take_over', 'take_over'])
  expect(await t.client.hooks.update({ id, name: 'renamed' })).toMatchObject({ name: 'renamed', enabled: false, pausedReason: null })
  // It was a person who switched it off: so it stays.
  expect(await t.client.hooks.update({ id, owner: 'next' })).toMatchObject({ enabled: false, pausedReason: null })
  expect([await reasonOf(url), (await t.client.hooks.update({ id, enabled: true })).enabled, await reasonOf(url)]).toEqual(['hook_disabled', true, 'posted'])
})

test('switched off by hand while its owner is removed, it is paused all the same', async () => {
  await t.client.people.create({ username: 'away' })
  const { url, hookId } = await hookOf('away')
  const id = hookId as HookId
  await t.client.team.removePerson({ username: 'away' })
  expect(await t.client.hooks.update({ id, enabled: false })).toMatchObject({ enabled: false, pausedReason: 'owner_removed' })
  await expect(t.client.hooks.update({ id, enabled: true })).rejects.toThrow('who owned this webhook, was removed')
  expect(await reasonOf(url)).toBe('hook_paused')
  expect(await t.client.hooks.update({ id, owner: 'next' })).toMatchObject({ enabled: true, pausedReason: null })
})
