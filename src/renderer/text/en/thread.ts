/** Words of the area "thread". */
export const thread = {
  title: 'Thread',
  close: 'Close thread',
  replies: 'Replies',
  count_one: '{{count, number}} reply',
  count_other: '{{count, number}} replies',
  newReplies: 'New replies',
  newest: 'Newest replies',
  loading: 'Loading the thread',
  loadFailed: 'The thread could not be loaded',
  pageFailed: 'Replies could not be loaded. Try again',
  following: 'Following',
  followShort: 'Follow',
  follow: 'Follow thread: tell me of new replies',
  unfollow: 'Stop following thread',
  replyTo: 'Reply to {{name}}',
  reply: 'Reply …',
} as const
