/** A realistic request for trying an address: what a tool of that shape sends, as data. */
export interface Sample {
  /** Kebab-case, the same in every language; the window has words for it. Unique within one dialect. */
  readonly name: SampleName
  readonly contentType: string
  /** What tells the tool, such as `X-GitHub-Event`. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

export const sampleNames = [
  'text', 'mention', 'attachments', 'blocks', 'embed', 'case', 'plain', 'form', 'json',
  'teams', 'google-chat', 'alertmanager', 'grafana', 'github', 'gitlab', 'gitea', 'sentry', 'uptime-kuma',
] as const
export type SampleName = (typeof sampleNames)[number]

export const jsonSample = (name: SampleName, body: unknown, headers?: Readonly<Record<string, string>>): Sample => ({ name, contentType: 'application/json', body: JSON.stringify(body), ...(headers && { headers }) })
