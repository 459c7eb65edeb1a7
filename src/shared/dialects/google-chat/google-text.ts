/** The markup of Google Chat's texts, which is Slack's but for its mentions, and without entities. */
import { mrkdwnToMarkdown } from '../mrkdwn.ts'

/** Markdown. */
export function googleText(raw: string): string {
  const marked = raw.replaceAll('&', '&amp;').replace(/<users\/([\w-]{1,64})>/g, (_, id: string) => (id === 'all' ? '<!everyone>' : `<@${id}>`))
  return mrkdwnToMarkdown(marked)
}
