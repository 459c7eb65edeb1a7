/** Wörter des Bereichs "notify": was Benachrichtigungen neben der Nachricht sagen. */
export const notify = {
  region: 'Benachrichtigungen',
  hidden: 'Neue Nachricht',
  more_one: 'und {{count, number}} weitere',
  more_other: 'und {{count, number}} weitere',
  notEncrypted: 'Webhook · not E2EE',
  testTitle: 'Hookline',
  testBody: 'So sieht eine Benachrichtigung aus.',
  reason: {
    direct: 'Weil es eine Direktnachricht ist.',
    mention: 'Weil sie dich nennt.',
    audience: 'Weil sie alle anspricht.',
    keyword: 'Wegen eines deiner Wörter.',
    thread: 'Weil du dem Thread folgst.',
    all: 'Weil du alle Nachrichten dieses Kanals willst.',
  },
} as const
