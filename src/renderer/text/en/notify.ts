/** Words of the area "notify": what notifications say besides the message. */
export const notify = {
  region: 'Notifications',
  hidden: 'New message',
  more_one: 'and {{count, number}} more',
  more_other: 'and {{count, number}} more',
  notEncrypted: 'Webhook · not E2EE',
  testTitle: 'Hookline',
  testBody: 'This is how a notification looks.',
  reason: {
    direct: 'Because it is a direct message.',
    mention: 'Because it names you.',
    audience: 'Because it addresses everyone.',
    keyword: 'Because of one of your words.',
    thread: 'Because you follow the thread.',
    all: 'Because you want all messages of this channel.',
  },
} as const
