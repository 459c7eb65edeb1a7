/** Programs of Debian: commands, and libraries of its Python, Ruby and PHP. */
import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from './program.ts'
import type { Toolbox } from './toolbox.ts'

const after = (url: string, path: string): string => new URL(url).pathname.split('/').slice(-path.split('/').length).join('/')

/** A file for a program to read or to run. */
function write({ folder }: Toolbox, name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

export const systemPrograms: readonly Program[] = [
  {
    name: 'apprise',
    debian: ['apprise'],
    dialects: ['mattermost', 'rocketchat', 'any', 'any'],
    // Its addresses name the service and take the place of the host and the secret, as its own page says.
    run: (toolbox, [mattermost, rocketchat, json, form]) => {
      const { host } = new URL(mattermost!)
      const addresses = [`mmost://${host}/${after(mattermost!, 'secret')}`, `rocket://${after(rocketchat!, 'id/secret')}@${host}?avatar=no&mode=webhook`, json!.replace('http:', 'json:'), form!.replace('http:', 'form:')]
      return toolbox.command('apprise', ['-vv', '--title', 'Backup failed', '--body', 'No space left on db1', '--notification-type', 'failure', ...addresses], 'Sent')
    },
    shows: [
      [{ words: ['Backup failed', 'No space left on db1'] }],
      [{ words: ['Backup failed', 'No space left on db1'] }],
      [{ words: ['Backup failed', 'No space left on db1'] }],
      [{ words: ['Backup failed', 'No space left on db1'] }],
    ],
  },
  {
    name: 'httpie',
    debian: ['httpie'],
    dialects: ['any'],
    run: (toolbox, [url]) => toolbox.command('http', ['--check-status', '--ignore-stdin', 'POST', url!, 'text=Written with *httpie*'], 'ok'),
    shows: [[{ text: 'Written with *httpie*' }]],
  },
  {
    name: 'curl',
    debian: ['curl'],
    dialects: ['slack', 'mattermost', 'any'],
    run: (toolbox, [slack, mattermost, any]) =>
      toolbox.command('curl', ['-sS', '--fail', '-d', 'payload={"text": "*from* curl & co"}', slack!, '--next', '-sS', '--fail', '-H', 'Content-Type: application/json', '-d', '{"text":"**from** curl"}', mattermost!, '--next', '-sS', '--fail', '-d', 'only words', any!], 'okokok'),
    shows: [[{ text: '**from** curl & co' }], [{ text: '**from** curl' }], [{ text: 'only words' }]],
  },
  {
    name: 'wget',
    debian: ['wget'],
    dialects: ['any'],
    run: (toolbox, [url]) => toolbox.command('wget', ['-q', '-O', '-', '--post-data', 'text=from%20wget&username=nightly', url!], 'ok'),
    shows: [[{ text: 'from wget', username: 'nightly' }]],
  },
  {
    name: 'python3-requests',
    debian: ['python3-requests'],
    dialects: ['slack', 'discord'],
    run: (toolbox, urls) => {
      const script = `import requests, sys
slack = requests.post(sys.argv[1], json={"text": "from requests"})
discord = requests.post(sys.argv[2], json={"content": "from requests"})
for answer in (slack, discord): answer.raise_for_status()
print(slack.text, discord.status_code)
`
      return toolbox.command('/usr/bin/python3', [write(toolbox, 'post.py', script), ...urls], 'ok 204')
    },
    shows: [[{ text: 'from requests' }], [{ text: 'from requests' }]],
  },
  {
    name: 'ruby-slack-notifier',
    debian: ['ruby-slack-notifier', 'ruby'],
    dialects: ['slack'],
    run: (toolbox, urls) => {
      const script = `require 'slack-notifier'
notifier = Slack::Notifier.new ARGV[0], username: 'notifier'
puts notifier.ping('Hello <http://example.com|default>', icon_emoji: ':ghost:').inspect
`
      return toolbox.command('ruby3.1', [write(toolbox, 'ping.rb', script), ...urls], 'Net::HTTPOK 200')
    },
    shows: [[{ text: 'Hello [default](http://example.com)', username: 'notifier', iconEmoji: 'ghost' }]],
  },
  {
    name: 'php-monolog',
    debian: ['php-monolog', 'php-cli', 'php-curl'],
    dialects: ['slack'],
    run: (toolbox, urls) => {
      const script = `<?php
require 'Monolog/autoload.php';
$log = new Monolog\\Logger('shop');
$log->pushHandler(new Monolog\\Handler\\SlackWebhookHandler($argv[1], null, 'Monolog', true, null, false, true));
$log->critical('Payment failed', ['order' => 4711]);
echo 'no exception';
`
      const extensions = globSync(join(toolbox.unpacked, 'usr/lib/php/2*')).flatMap((folder) => ['-n', '-d', `extension_dir=${folder}`, '-d', 'extension=curl.so', '-d', 'extension=iconv.so', '-d', 'extension=ctype.so'])
      const path = ['-d', `include_path=${join(toolbox.unpacked, 'usr/share/php')}:/usr/share/php`]
      return toolbox.command('php8.2', [...extensions, ...path, write(toolbox, 'log.php', script), ...urls], 'no exception')
    },
    shows: [[{ username: 'Monolog', words: ['Payment failed', 'CRITICAL', 'Order', '4711'] }]],
  },
]
