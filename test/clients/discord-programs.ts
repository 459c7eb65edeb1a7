/** Packages of npm that write for Discord. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from './program.ts'

export const discordPrograms: readonly Program[] = [
  {
    name: 'discord.js',
    npm: ['discord.js'],
    dialects: ['discord'],
    // It takes addresses of discord.com only; another host is its option `rest.api`, beside the two parts of the address.
    run: (toolbox, urls) =>
      toolbox.script(
        `import { EmbedBuilder, WebhookClient } from 'discord.js'
        const { origin, pathname } = new URL(process.argv[1])
        const [id, token] = pathname.split('/').slice(-2)
        const client = new WebhookClient({ id, token }, { rest: { api: origin + '/api' } })
        const embed = new EmbedBuilder().setTitle('Some title').setColor(0x00ffff).addFields({ name: 'Branch', value: 'main', inline: true })
        const sent = await client.send({ content: 'Webhook test', username: 'some-username', embeds: [embed] })
        const file = await client.send({ content: 'the log', files: [{ attachment: Buffer.from('line 1'), name: 'build.log' }] })
        const gone = await client.send('soon gone')
        await client.editMessage(sent.id, { content: 'Webhook test, changed' })
        await client.deleteMessage(gone.id)
        const fetched = await client.fetchMessage(sent.id)
        console.log(fetched.content, file.attachments.length)`,
        urls,
        'Webhook test, changed 1',
      ),
    shows: [[{ text: 'Webhook test, changed', username: 'some-username', words: ['Some title', 'Branch', 'main', '#00ffff'] }, { text: 'the log', files: ['build.log'] }]],
  },
  {
    name: 'discord-webhook-node',
    npm: ['discord-webhook-node'],
    dialects: ['discord'],
    run: (toolbox, urls) => {
      const log = join(toolbox.folder, 'deploy.log')
      writeFileSync(log, 'line 1')
      return toolbox.script(
        `import { MessageBuilder, Webhook } from 'discord-webhook-node'
        const hook = new Webhook(process.argv[1])
        hook.setUsername('Deploys')
        await hook.send('Hello there!')
        await hook.send(new MessageBuilder().setTitle('Release 2').addField('First field', 'this is inline', true).setColor('#00b0f4').setDescription('All went well'))
        await hook.success('**Success**', 'Build', 'passed')
        await hook.sendFile(process.argv[2])
        console.log('nothing thrown')
        // It leaves the answer to a file unread, which keeps Node waiting.
        process.exit()`,
        [...urls, log],
        'nothing thrown',
      )
    },
    shows: [[{ text: 'Hello there!', username: 'Deploys' }, { words: ['Release 2', 'First field', 'this is inline', 'All went well', '#00b0f4'] }, { words: ['Success', 'Build', 'passed'] }, { files: ['deploy.log'] }]],
  },
]
