/** Words of the area "thread". */
export const thread = {
  title: 'Thread',
  close: 'Thread schließen',
  replies: 'Antworten',
  count_one: '{{count, number}} Antwort',
  count_other: '{{count, number}} Antworten',
  newReplies: 'Neue Antworten',
  newest: 'Neueste Antworten',
  loading: 'Thread wird geladen',
  loadFailed: 'Der Thread konnte nicht geladen werden',
  pageFailed: 'Antworten konnten nicht geladen werden. Erneut versuchen',
  following: 'Folge ich',
  followShort: 'Folgen',
  follow: 'Thread folgen: bei neuen Antworten Bescheid geben',
  unfollow: 'Thread nicht mehr folgen',
  replyTo: 'Antwort an {{name}}',
  reply: 'Antworten …',
} as const
