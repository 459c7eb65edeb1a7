/** A tool that prints its own settings posts its own address too: whoever reads that could post, so the secret is hidden first. */
import type { HookPost } from '#shared/dialects/dialect.ts'

/** The last four characters stay, as everywhere. Nearly always nothing is there, which costs one search of the text. */
export function hideOwnSecret(post: HookPost, rawText: string, secret: string | undefined): HookPost {
  if (secret === undefined || !rawText.includes(secret)) return post
  const hidden = JSON.parse(JSON.stringify(post).replaceAll(secret, `••••${secret.slice(-4)}`)) as HookPost
  return { ...hidden, ignored: [...post.ignored, 'its own address (hidden)'] }
}
