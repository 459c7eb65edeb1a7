/** Who may do what: the roles table of the product as one table of pure rules, asked by every action. */
import type { ChannelType } from '#shared/contract/channel.ts'
import type { Role } from '#shared/contract/person.ts'

export type Action =
  | 'channel.read'
  | 'channel.join'
  | 'channel.create'
  | 'channel.createDirect'
  | 'channel.addPeople'
  | 'channel.removePeople'
  | 'channel.change'
  | 'channel.archive'
  | 'message.post'
  | 'message.edit'
  | 'message.delete'
  | 'person.create'
  | 'person.changeRole'
  | 'workspace.change'
  | 'setting.change'
  | 'hook.manage'
  | 'hook.useChannel'
  | 'hook.listen'

/** What is known about the object of the action. A fact that is left out never helps. */
export interface Facts {
  readonly channelType?: ChannelType
  /** Whether the person who asks (for `hook.useChannel`: the hook's owner) is in the channel. */
  readonly isMember?: boolean
  /** Whether the person created the channel. */
  readonly isCreator?: boolean
  /** Whether the person shares a channel with the other one of a direct message. */
  readonly sharesChannel?: boolean
  /** Whether the hook or message belongs, or will belong, to the person. */
  readonly isOwn?: boolean
  /** The role that somebody has, and the one that they are to get. */
  readonly roleBefore?: Role
  readonly roleAfter?: Role
  /** The setting `integrations.managedBy`. */
  readonly managedBy?: 'admins' | 'members'
}

type Rule = (role: Role, facts: Facts) => boolean

const isAdmin: Rule = (role) => role === 'owner' || role === 'admin'
const isNoGuest: Rule = (role) => role !== 'guest'
const isMember: Rule = (_role, facts) => facts.isMember === true
const mayJoin: Rule = (role, facts) => facts.channelType === 'public' && isNoGuest(role, facts)
const mayRead: Rule = (role, facts) => isMember(role, facts) || mayJoin(role, facts)
/** Direct and group channels are their people: nobody is added and nobody closes them. */
const isConversation: Rule = (_role, facts) => facts.channelType === 'direct' || facts.channelType === 'group'

const mayChange: Rule = (role, facts) => !isConversation(role, facts) && (isAdmin(role, facts) || (role === 'member' && facts.isCreator === true))

const rules: Readonly<Record<Action, Rule>> = {
  'channel.read': mayRead,
  'channel.join': mayJoin,
  'channel.create': isNoGuest,
  'channel.createDirect': (role, facts) => isNoGuest(role, facts) || facts.sharesChannel === true,
  'channel.addPeople': (role, facts) => isMember(role, facts) && isNoGuest(role, facts) && !isConversation(role, facts),
  /** Take somebody else out. */
  'channel.removePeople': (role, facts) => isMember(role, facts) && mayChange(role, facts),
  'channel.change': (role, facts) => mayChange(role, facts) && (facts.channelType !== 'private' || isMember(role, facts)),
  'channel.archive': (role, facts) => mayChange(role, facts) && (facts.channelType !== 'private' || isMember(role, facts)),
  /** Post, reply, react, pin: whatever members do in their channel. */
  'message.post': isMember,
  'message.edit': (role, facts) => isMember(role, facts) && facts.isOwn === true,
  'message.delete': (role, facts) => isMember(role, facts) && (facts.isOwn === true || isAdmin(role, facts)),
  'person.create': isAdmin,
  /** Ownership is handed over, not given by a role: nobody becomes or stops being the owner here. */
  'person.changeRole': (role, facts) => isAdmin(role, facts) && facts.roleBefore !== undefined && facts.roleBefore !== 'owner' && facts.roleAfter !== undefined && facts.roleAfter !== 'owner',
  'workspace.change': isAdmin,
  'setting.change': isAdmin,
  /** Hooks, their addresses and verdicts. */
  'hook.manage': (role, facts) => isAdmin(role, facts) || (role === 'member' && facts.managedBy === 'members' && facts.isOwn === true),
  /** Let a hook post into a channel; `who` is the hook's owner. Asked when a hook is saved and at every post. */
  'hook.useChannel': mayRead,
  /** Agree that an outgoing webhook tells of a channel. A public one is an admin's choice; in a conversation everybody has a say. */
  'hook.listen': (role, facts) =>
    isMember(role, facts) && (isConversation(role, facts) || isAdmin(role, facts) || (facts.channelType === 'private' && role === 'member' && facts.managedBy === 'members')),
}

/** True when the role may do it. Nobody, admins included, reads a private channel without being in it. */
export function can(action: Action, who: { readonly role: Role }, facts: Facts): boolean {
  return rules[action](who.role, facts)
}
