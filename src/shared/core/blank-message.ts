/** What a message has when nothing special is known of it: the start of those that a face makes up before the server has one. */
import type { Message } from '#shared/contract/message.ts'

export const blankMessage = {
  editedAt: null,
  deletedAt: null,
  pinnedAt: null,
  threadRootId: null,
  thread: null,
  reactions: [],
  files: [],
  bot: false,
  endToEndEncrypted: false,
  sending: 'sent',
  hookId: null,
  hookName: null,
  iconUrl: null,
  iconEmoji: null,
  attachments: [],
  props: {},
  subscriptionId: null,
  ownerPicture: false,
  caseId: null,
  caseState: null,
  caseUpdates: null,
  priority: null,
  silent: false,
  mentions: 'all',
} satisfies Partial<Message>
