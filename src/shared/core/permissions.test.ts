/** Walks the whole matrix of roles: each line is one action under one set of facts. */
import { expect, test } from 'vitest'
import { can, type Action, type Facts } from './permissions.ts'

const roles = ['owner', 'admin', 'member', 'guest'] as const
const everybody = 'owner admin member guest'
const noGuest = 'owner admin member'
const admins = 'owner admin'

const matrix: readonly [Action, Facts, string][] = [
  ['channel.read', { channelType: 'public', isMember: true }, everybody],
  ['channel.read', { channelType: 'public', isMember: false }, noGuest],
  ['channel.read', { channelType: 'private', isMember: true }, everybody],
  ['channel.read', { channelType: 'private', isMember: false }, ''],
  ['channel.read', { channelType: 'direct', isMember: false }, ''],
  ['channel.read', {}, ''],
  ['channel.join', { channelType: 'public' }, noGuest],
  ['channel.join', { channelType: 'private' }, ''],
  ['channel.create', {}, noGuest],
  ['channel.createDirect', { sharesChannel: true }, everybody],
  ['channel.createDirect', { sharesChannel: false }, noGuest],
  ['channel.addPeople', { channelType: 'private', isMember: true }, noGuest],
  ['channel.addPeople', { channelType: 'public', isMember: false }, ''],
  ['channel.addPeople', { channelType: 'direct', isMember: true }, ''],
  ['channel.archive', { isCreator: false }, admins],
  ['channel.archive', { isCreator: true }, noGuest],
  ['channel.archive', { isCreator: true, channelType: 'direct' }, ''],
  ['message.post', { channelType: 'public', isMember: true }, everybody],
  ['message.post', { channelType: 'public', isMember: false }, ''],
  ['message.post', { channelType: 'private', isMember: false }, ''],
  ['person.create', {}, admins],
  ['workspace.change', {}, admins],
  ['setting.change', {}, admins],
  ['hook.manage', { isOwn: true, managedBy: 'admins' }, admins],
  ['hook.manage', { isOwn: false, managedBy: 'admins' }, admins],
  ['hook.manage', { isOwn: true, managedBy: 'members' }, noGuest],
  ['hook.manage', { isOwn: false, managedBy: 'members' }, admins],
  ['hook.useChannel', { channelType: 'public', isMember: false }, noGuest],
  ['hook.useChannel', { channelType: 'private', isMember: true }, everybody],
  ['hook.useChannel', { channelType: 'private', isMember: false }, ''],
  ['hook.useChannel', { channelType: 'direct', isMember: false }, ''],
  ['hook.listen', { channelType: 'public', isMember: true, managedBy: 'admins' }, admins],
  ['hook.listen', { channelType: 'public', isMember: true, managedBy: 'members' }, admins],
  ['hook.listen', { channelType: 'public', isMember: false, managedBy: 'members' }, ''],
  ['hook.listen', { channelType: 'private', isMember: true, managedBy: 'admins' }, admins],
  ['hook.listen', { channelType: 'private', isMember: true, managedBy: 'members' }, noGuest],
  ['hook.listen', { channelType: 'private', isMember: false, managedBy: 'members' }, ''],
  ['hook.listen', { channelType: 'direct', isMember: true, managedBy: 'admins' }, everybody],
  ['hook.listen', { channelType: 'group', isMember: true, managedBy: 'admins' }, everybody],
  ['hook.listen', { channelType: 'direct', isMember: false, managedBy: 'members' }, ''],
  ['hook.listen', {}, ''],
]

test.each(matrix)('%s with %o is for: %s', (action, facts, expected) => {
  expect(roles.filter((role) => can(action, { role }, facts)).join(' ')).toBe(expected)
})
