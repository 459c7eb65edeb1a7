/** What the tools of the staged team report besides words: cases that are opened, updated and closed, and attachments with everything in them. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { Props, StagedClient } from './staged-team.ts'

export interface ToolAddress {
  readonly url: string
}

/** Posts as a tool would. @throws Error when it is answered otherwise. */
export async function post({ url }: ToolAddress, payload: unknown, wanted = 200): Promise<{ caseId?: MessageId }> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', 'User-Agent': 'GitLab/18.5' }, body })
  const text = await answer.text()
  if (answer.status !== wanted) throw new Error(`a post was answered ${answer.status}: ${text}`)
  return text.startsWith('{') ? (JSON.parse(text) as { caseId?: MessageId }) : {}
}

/** Five cases, two of them closed by Tomás. */
export async function reportCases({ at }: Pick<Props, 'at'>, tool: ToolAddress, tomas: StagedClient): Promise<void> {
  const close = async ({ caseId }: { caseId?: MessageId }): Promise<void> => {
    if (caseId !== undefined) await tomas.cases.close({ caseId })
  }
  at(3, '14:10')
  const refunds = await post(tool, { id: 'checkout-1988', text: '**Refunds are paid twice** when two agents press the button\nSeen for 4 orders since 13:50.' })
  at(3, '16:45')
  await post(tool, { references: ['checkout-1988'], text: 'The second refund is refused now. 4 orders were corrected by hand.' })
  await close(refunds)
  at(2, '10:05')
  await close(await post(tool, { id: 'checkout-2003', text: 'Basket of guests is emptied after the language is changed' }))
  at(2, '17:30')
  await post(tool, { id: 'pagerduty/Q1W2E3R4T5Y6', text: 'Webhook of the bank is answered after 11 s, so it is sent twice' })
  at(1, '08:12')
  await post(tool, { id: 'checkout-2038', text: ':warning: 3-D Secure asks twice on iPhone' })
  await post(tool, { id: 'checkout-2038/1', references: ['checkout-2038'], text: 'Only with Safari 26 and the wallet button.' })
  at(1, '09:40')
  const declined = await post(tool, { id: 'checkout-2041', text: 'Card payments declined for **Maestro**, NL and BE\n118 orders are held.' })
  at(1, '09:44')
  await post(tool, { id: 'checkout-2041/1', references: ['checkout-2041'], text: 'Provider confirmed a faulty BIN table' })
  at(1, '09:46')
  if (declined.caseId !== undefined) await tomas.messages.post({ channel: 'checkout-cases', threadRootId: declined.caseId, text: 'I am on the phone with them. @priya hold the newsletter, please.' })
  at(1, '09:49')
  await post(tool, { id: 'checkout-2041/2', references: ['checkout-2041/1'], text: 'Retrying 118 held orders' })
}

const log = ['node_filesystem_avail_bytes{mountpoint="/var"} 4.1e9', 'docker system df: images 61.2 GB, volumes 18.0 GB, cache 22.4 GB', 'journal: 3.9 GB, oldest entry 2026-08-02']
const runbook = `### What to do\n1. Look at \`df -h\` on the runner.\n2. Prune what is older than a week:\n   \`\`\`sh\n   docker system prune --all --filter until=168h\n   \`\`\`\n3. If it fills again within a day, move the cache to its own volume.\n\n| runner | free | trend |\n|:--|--:|--:|\n| runner-07 | 9 % | −3 % a day |\n| runner-08 | 41 % | −1 % a day |\n\nAsk [platform](https://wiki.example.com/runners) before you restart one.`

/** A card with every part, a priority and a text beside the message. */
export async function raiseAlerts({ at, chartUrl, logoUrl }: Pick<Props, 'at' | 'chartUrl' | 'logoUrl'>, tool: ToolAddress): Promise<void> {
  at(1, '18:20')
  await post(tool, {
    username: 'Prometheus',
    icon_emoji: ':bar_chart:',
    priority: { priority: 'urgent' },
    props: { card: runbook },
    text: '**DiskPressure** on `runner-07`, and nobody has acknowledged it yet',
    attachments: [
      {
        fallback: 'DiskPressure on runner-07: 91 % used',
        pretext: 'Asked by the rule [disk-pressure](https://prometheus.example.com/rules)',
        color: 'warning',
        author_name: 'Prometheus · platform',
        author_link: 'https://prometheus.example.com',
        ...(logoUrl === undefined ? {} : { author_icon: logoUrl, footer_icon: logoUrl, thumb_url: logoUrl }),
        title: '91 % of /var/lib/docker is used',
        title_link: 'https://prometheus.example.com/graph',
        text: `It will be full in about **19 hours**. What takes the room:\n\n${log.map((line) => `- \`${line}\``).join('\n')}\n\nThe cache grew since the new base image; its layers are kept for 30 days. Until somebody prunes it, builds of the main branch go to \`runner-08\` and \`runner-09\`, which takes about four minutes longer for each of them.\n\nThe last time was in August. Then the cache was moved to its own volume for a week, which helped, and was forgotten when the runners were rebuilt. The notes of that day are pinned in # platform.`,
        ...(chartUrl === undefined ? {} : { image_url: chartUrl }),
        fields: [
          { title: 'Host', value: 'runner-07', short: true },
          { title: 'Used', value: '**91 %** of 256 GB', short: true },
          { title: 'What grew', value: 'Build cache, 22.4 GB since Monday', short: false },
          { title: 'Since', value: '18:12', short: true },
        ],
        footer: 'Rule disk-pressure · [silence it](https://prometheus.example.com/silences) :zzz:',
        ts: Math.floor(Date.now() / 1000),
        actions: [
          { type: 'button', name: 'Open runbook', url: 'https://wiki.example.com/disk', style: 'primary' },
          { name: 'Acknowledge', integration: { url: 'https://prometheus.example.com/ack' } },
          { type: 'select', name: 'Assign to', options: [{ text: 'Sam', value: 's' }, { text: 'Priya', value: 'p' }] },
        ],
      },
    ],
  })
  at(1, '18:32')
  await post(tool, { username: 'Prometheus', icon_emoji: ':bar_chart:', priority: { priority: 'important' }, text: 'Pruned by hand: `runner-07` has 62 % free again' })
}
