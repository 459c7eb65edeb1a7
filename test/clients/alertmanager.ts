/** Alertmanager as its own process: one real alert goes to a webhook, as to Slack and as to Discord, and its own log says what came of it. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findFreePort } from '../helpers/free-port.ts'
import type { Program, Told } from './program.ts'

const kinds = ['webhook', 'slack', 'discord']

function configuration([any, slack, discord]: readonly string[]): string {
  return `route:
  receiver: hookline
  group_by: [alertname]
  group_wait: 0s
receivers:
  - name: hookline
    webhook_configs:
      - url: ${any}
    slack_configs:
      - api_url: ${slack}
        channel: ''
    discord_configs:
      - webhook_url: ${discord}
`
}

export const alertmanager: Program = {
  name: 'Alertmanager',
  debian: ['prometheus-alertmanager'],
  dialects: ['any', 'slack', 'discord'],
  run: async (toolbox, urls) => {
    const file = join(toolbox.folder, 'alertmanager.yml')
    writeFileSync(file, configuration(urls))
    const address = `127.0.0.1:${await findFreePort('127.0.0.1')}`
    const [command, ...before] = unpackedAt(toolbox.unpacked)
    const server = toolbox.start(command, [...before, `--config.file=${file}`, `--storage.path=${join(toolbox.folder, 'alertmanager')}`, `--web.listen-address=${address}`, '--cluster.listen-address=', '--log.level=debug'])
    const ended = new AbortController()
    void server.ended.then(() => ended.abort())
    try {
      await until(ended.signal, async () => (await fetch(`http://${address}/-/ready`)).ok)
      const added = await toolbox.command('amtool', ['alert', 'add', 'DiskFull', 'severity=critical', 'instance=db1', '--annotation=summary=db1 has no space left', `--alertmanager.url=http://${address}`])
      if (!added.success) return added
      await until(ended.signal, async () => haveLeft(await (await fetch(`http://${address}/metrics`)).text()))
      return readLog((await stop(server)).stderr)
    } finally {
      await stop(server)
    }
  },
  shows: [
    [{ words: ['Firing', 'DiskFull', 'db1 has no space left', 'critical', 'instance'] }],
    [{ words: ['FIRING:1', 'DiskFull', 'db1'] }],
    [{ words: ['FIRING:1', 'DiskFull', 'db1 has no space left'] }],
  ],
}

/** It reads its templates from /usr/share: where it is only unpacked, it is shown that folder there, in a view of the disk that is its own. */
function unpackedAt(folder: string): [string, ...string[]] {
  const share = join(folder, 'usr/share')
  const program = 'prometheus-alertmanager'
  if (!existsSync(join(share, 'prometheus'))) return [program]
  return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', 'mount --bind "$0" /usr/share && exec "$@"', share, program]
}

/** One notification of each kind, whatever came of it. */
function haveLeft(metrics: string): boolean {
  return kinds.every((kind) => new RegExp(`^alertmanager_notifications_total\\{integration="${kind}"\\} 1$`, 'm').test(metrics))
}

/** Its log says of each that the first attempt succeeded. */
function readLog(log: string): Told {
  const succeeded = (kind: string) => log.split('\n').some((line) => line.includes(`integration=${kind}[0] `) && line.includes('msg="Notify success" attempts=1'))
  return { success: kinds.every(succeeded), said: log }
}

async function stop(server: { kill: () => void; ended: Promise<{ stderr: string }> }): Promise<{ stderr: string }> {
  server.kill()
  return server.ended
}

/** Asks again until it is true, the program has ended, or 20 s are over. */
async function until(ended: AbortSignal, asked: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!ended.aborted && performance.now() < deadline) {
    if (await asked().catch(() => false)) return
    await pause(100)
  }
}
