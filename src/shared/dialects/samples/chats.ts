/** Samples in each chat's own format, by the shape of the address. */
import type { DialectId } from '#shared/contract/hook.ts'
import { jsonSample, type Sample } from './sample.ts'

const url = 'https://ci.example.com/builds/481'
const dashboard = 'https://status.example.com/db1'

const failedBuild = {
  color: 'danger',
  title: 'Build 481 failed',
  title_link: url,
  text: '3 of 212 tests failed in `checkout`.',
  fields: [
    { title: 'Branch', value: 'main', short: true },
    { title: 'Duration', value: '4 min 12 s', short: true },
  ],
  footer: 'CI',
}

const text = jsonSample('text', { text: 'Build **481** passed on `main` in 4 min :white_check_mark:', username: 'CI' })
const mention = jsonSample('mention', { text: '@channel The nightly backup is done: 42 GB in 18 minutes.' })
const attachments = jsonSample('attachments', { text: 'A build needs a look', username: 'CI', attachments: [failedBuild] })

const slack: readonly Sample[] = [
  jsonSample('text', { text: `*Build 481* passed on \`main\` :white_check_mark: <${url}|Open it>` }),
  jsonSample('mention', { text: '<!channel> The nightly backup is done: 42 GB in 18 minutes.' }),
  jsonSample('attachments', { text: 'A build needs a look', attachments: [failedBuild] }),
  jsonSample('blocks', {
    text: 'Deploy of web 4.18 is done',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Deploy of web 4.18' } },
      { type: 'section', text: { type: 'mrkdwn', text: `Rolled out to *production* in 3 minutes. <${url}|See the log>` } },
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Version*\n4.18' }, { type: 'mrkdwn', text: '*By*\nLena Fischer' }] },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'From the deploy pipeline' }] },
    ],
  }),
]

const form: Sample = { name: 'form', contentType: 'application/x-www-form-urlencoded', body: `payload=${encodeURIComponent(JSON.stringify({ text: 'Sent as a form, as older tools do', username: 'cron' }))}` }

const teamsCard = {
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4',
        body: [
          { type: 'TextBlock', text: 'Disk of db1 is filling up', weight: 'Bolder', size: 'Medium' },
          { type: 'TextBlock', text: '91 % are in use, and it grows by 2 % an hour.', wrap: true },
          { type: 'FactSet', facts: [{ title: 'Host', value: 'db1' }, { title: 'Free', value: '18 GB' }] },
        ],
        actions: [{ type: 'Action.OpenUrl', title: 'Dashboard', url: dashboard }],
      },
    },
  ],
}

const googleCard = {
  cardsV2: [
    {
      cardId: 'disk',
      card: {
        header: { title: 'Disk of db1 is filling up', subtitle: 'Monitoring' },
        sections: [{ widgets: [{ textParagraph: { text: '<b>91 %</b> are in use, and it grows by 2 % an hour.' } }, { buttonList: { buttons: [{ text: 'Dashboard', onClick: { openLink: { url: dashboard } } }] } }] }],
      },
    },
  ],
}

export const chatSamples: Readonly<Record<DialectId, readonly Sample[]>> = {
  mattermost: [text, mention, attachments, form],
  kchat: [text, mention, attachments, form],
  slack,
  chatalot: [jsonSample('text', { content: 'Build **481** passed on `main` in 4 min', username: 'CI' })],
  emakin: [
    jsonSample('text', { text: 'Build **481** passed on `main` in 4 min' }),
    jsonSample('attachments', { text: 'Report of the night', attachments: [{ '@type': 'link', displayName: 'Dashboard', url: dashboard }] }),
    jsonSample('case', { id: 'hookline-test', text: 'Disk of db1 is 91 % full' }),
  ],
  discord: [
    jsonSample('text', { content: 'Build **481** passed on `main` in 4 min', username: 'CI' }),
    jsonSample('mention', { content: '@everyone The nightly backup is done: 42 GB in 18 minutes.' }),
    jsonSample('embed', {
      username: 'CI',
      embeds: [{ title: 'Build 481 failed', url, description: '3 of 212 tests failed in `checkout`.', color: 0xd9363e, fields: [{ name: 'Branch', value: 'main', inline: true }, { name: 'Duration', value: '4 min 12 s', inline: true }], footer: { text: 'CI' } }],
    }),
  ],
  rocketchat: [jsonSample('text', { alias: 'CI', emoji: ':rocket:', text: 'Build **481** passed on `main` in 4 min' }), jsonSample('attachments', { alias: 'CI', text: 'A build needs a look', attachments: [failedBuild] })],
  any: [
    jsonSample('text', { text: 'Build **481** passed on `main` in 4 min' }),
    { name: 'plain', contentType: 'text/plain', body: 'Disk of db1 is 91 % full' },
    jsonSample('json', { title: 'Disk of db1 is filling up', host: 'db1', used_percent: 91, free_gb: 18, link: dashboard }),
    jsonSample('teams', teamsCard),
    jsonSample('google-chat', googleCard),
  ],
}
