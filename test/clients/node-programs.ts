/** Packages of npm that write for Slack, Mattermost, Teams and Google Chat, used as their own pages say. */
import type { Program } from './program.ts'

const says = (source: string, words: string): Program['run'] => (toolbox, urls) => toolbox.script(source, urls, words)

export const nodePrograms: readonly Program[] = [
  {
    name: '@slack/webhook',
    npm: ['@slack/webhook'],
    dialects: ['slack'],
    run: says(
      `import { IncomingWebhook } from '@slack/webhook'
      const webhook = new IncomingWebhook(process.argv[1])
      const one = await webhook.send('Deployed <https://ci.example.com/7|build 7>')
      const two = await webhook.send({
        text: 'Build 8 failed',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Build 8 failed' } },
          { type: 'section', fields: [{ type: 'mrkdwn', text: '*Branch*\\nmain' }] },
        ],
      })
      console.log(one.text, two.text)`,
      'ok ok',
    ),
    shows: [[{ text: 'Deployed [build 7](https://ci.example.com/7)' }, { words: ['Build 8 failed', 'Branch', 'main'] }]],
  },
  {
    name: 'slack-node',
    npm: ['slack-node'],
    dialects: ['slack'],
    run: says(
      `import Slack from 'slack-node'
      const slack = new Slack()
      slack.setWebhook(process.argv[1])
      slack.webhook({ username: 'webhookbot', icon_emoji: ':ghost:', text: 'Backup done' }, (error, response) => console.log(error, response.statusCode, response.response))`,
      'null 200 ok',
    ),
    shows: [[{ text: 'Backup done', username: 'webhookbot', iconEmoji: 'ghost' }]],
  },
  {
    name: 'node-slack',
    npm: ['node-slack'],
    dialects: ['slack'],
    run: says(
      `import Slack from 'node-slack'
      new Slack(process.argv[1]).send({ text: 'Howdy!', username: 'Bot' }, (error, body) => console.log(error, body))`,
      'null ok',
    ),
    shows: [[{ text: 'Howdy!', username: 'Bot' }]],
  },
  {
    name: 'bunyan-slack',
    npm: ['bunyan-slack', 'bunyan'],
    dialects: ['slack'],
    run: says(
      `import bunyan from 'bunyan'
      import bunyanSlack from 'bunyan-slack'
      const stream = new bunyanSlack.default({ webhookUrl: process.argv[1], username: 'myApp', onError: (error) => { console.error(error); process.exit(1) } })
      bunyan.createLogger({ name: 'myApp', streams: [{ type: 'raw', stream }], level: 'error' }).error('hello bunyan slack')
      process.on('exit', (code) => console.log(code === 0 ? 'no error' : 'failed'))`,
      'no error',
    ),
    shows: [[{ username: 'myApp', words: ['ERROR', 'hello bunyan slack'] }]],
  },
  {
    name: 'winston-slack-webhook-transport',
    npm: ['winston-slack-webhook-transport', 'winston'],
    dialects: ['slack'],
    run: says(
      `import winston from 'winston'
      import SlackHook from 'winston-slack-webhook-transport'
      const transport = new SlackHook({ webhookUrl: process.argv[1], emitAxiosErrors: true })
      transport.on('error', (error) => { console.error(error); process.exit(1) })
      transport.on('logged', () => console.log('logged'))
      winston.createLogger({ level: 'info', transports: [transport] }).info('This should now appear')`,
      'logged',
    ),
    shows: [[{ text: 'info: This should now appear' }]],
  },
  {
    name: 'node-mattermost',
    npm: ['node-mattermost'],
    dialects: ['mattermost'],
    run: says(
      `import Mattermost from 'node-mattermost'
      new Mattermost(process.argv[1]).send({ text: '**Howdy!**', username: 'Bot' }, (error, body) => console.log(error, body))`,
      'null ok',
    ),
    shows: [[{ text: '**Howdy!**', username: 'Bot' }]],
  },
  {
    name: 'ms-teams-webhook',
    npm: ['ms-teams-webhook'],
    dialects: ['any'],
    run: says(
      `import { IncomingWebhook } from 'ms-teams-webhook'
      const webhook = new IncomingWebhook(process.argv[1])
      const one = await webhook.send({
        '@type': 'MessageCard', '@context': 'https://schema.org/extensions', summary: 'Issue 176715375', themeColor: '0078D7', title: 'Issue opened: Push notifications',
        sections: [{ activityTitle: 'Miguel Garcie', facts: [{ name: 'Repository:', value: 'mgarcia\\\\test' }], text: 'There is a problem with Push notifications.' }],
      })
      const two = await webhook.sendAdaptiveCard({ type: 'AdaptiveCard', version: '1.4', body: [{ type: 'TextBlock', text: 'Nightly build passed', weight: 'Bolder' }] })
      console.log(one, two.status, two.data)`,
      '1 200 1',
    ),
    shows: [[{ words: ['Issue opened: Push notifications', 'Miguel Garcie', 'Repository', 'There is a problem'] }, { words: ['Nightly build passed'] }]],
  },
  {
    name: 'google-chat-webhook',
    npm: ['google-chat-webhook'],
    dialects: ['any'],
    run: says(
      `import chat from 'google-chat-webhook'
      const client = new chat.GoogleChatWebhook({ url: process.argv[1] + '?key=k&token=t' })
      const one = await client.sendText('This is a *basic* text thread.')
      const two = await client.sendCard({ cards: [{ header: { title: 'Pizza Bot' }, sections: [{ widgets: [{ keyValue: { topLabel: 'Order No.', content: '12345' } }] }] }] })
      console.log([one, two].map(({ name }) => /^spaces\\/[^/]+\\/messages\\/[^/]+$/.test(name)).join(' '))`,
      'true true',
    ),
    shows: [[{ text: 'This is a **basic** text thread.' }, { words: ['Pizza Bot', 'Order No.', '12345'] }]],
  },
]
