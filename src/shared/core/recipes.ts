/** Lines for the places where people put an address: a step of GitHub Actions, a line of a crontab. Pure. */
import type { DialectId } from '#shared/contract/hook.ts'
import { pinned, quoteText, quoteUrl, senderFacts, type SnippetInput } from './snippets.ts'

export const recipeTools = [
  { value: 'gitlab', label: 'GitLab' },
  { value: 'github', label: 'GitHub Actions' },
  { value: 'n8n', label: 'n8n' },
  { value: 'cron', label: 'cron' },
] as const
export type RecipeTool = (typeof recipeTools)[number]['value']

/** What is copied; null where the tool has a form to be filled in instead. */
export function buildRecipe(tool: RecipeTool, input: SnippetInput): string | null {
  if (tool === 'github') return githubStep(input)
  return tool === 'cron' ? cronLine(input) : null
}

/** GitLab and what else sends Slack's or Mattermost's JSON can post to these shapes. */
export const takesSlackJson = (dialect: DialectId): boolean => senderFacts[dialect].field === 'text' && dialect !== 'emakin'

const trust = (pin: string | undefined): string => (pin === undefined ? '' : ` -k --pinnedpubkey '${pinned(pin)}'`)

/** The address stays out of the file, in a secret; the text goes through an environment variable, so that no branch's name becomes code. */
function githubStep({ dialect, pin }: SnippetInput): string {
  return [
    '- name: Tell the channel',
    '  if: always()',
    '  env:',
    '    HOOKLINE_URL: ${{ secrets.HOOKLINE_URL }}',
    '    BODY: >-',
    `      {"${senderFacts[dialect].field}": \${{ toJSON(format('{0} on {1}: {2}', github.workflow, github.ref_name, job.status)) }}}`,
    '  run: |',
    `    curl -fsS${trust(pin)} -H 'Content-Type: application/json' -d "$BODY" "$HOOKLINE_URL"`,
  ].join('\n')
}

/** Working days at seven. An unescaped `%` would end the command there. */
function cronLine({ dialect, url, text, pin }: SnippetInput): string {
  const command = `curl -fsS${trust(pin)} -o /dev/null -H 'Content-Type: application/json' -d '{"${senderFacts[dialect].field}": ${quoteText(text)}}' '${quoteUrl(url)}'`
  return `0 7 * * 1-5 ${command.replaceAll('%', '\\%')}`
}
