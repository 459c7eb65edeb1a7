import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { dialectIdSchema } from '#shared/contract/hook.ts'
import { buildRecipe, recipeTools } from './recipes.ts'
import { buildSnippet, joinSnippet, snippetTools, type SnippetTool } from './snippets.ts'

const url = 'http://127.0.0.1:4665/hooks/k8x3m1f7qz9t2wd6hr4bn5cyap'
const snippet = (tool: SnippetTool, text: string) => joinSnippet(buildSnippet(tool, { dialect: 'mattermost', url, text }))

/** Lets a real shell take the command apart: what curl would get. */
function argumentsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

const hostile = [`it's "quoted"`, '$(touch /tmp/owned) `id` $HOME', 'a\\b \\n !!', 'Zoë’s 🚀 deploy', "'; rm -rf ~; echo '", 'two\nlines', '100 % `done`']

describe('snippets', () => {
  it('reads like a command that a person would write', () => {
    expect(snippet('curl', 'Hello from **deploy**')).toBe(
      [
        'curl -i -X POST \\',
        "  -H 'Content-Type: application/json' \\",
        `  -d '{"text": "Hello from **deploy**"}' \\`,
        `  '${url}'`,
      ].join('\n'),
    )
  })

  it('is exactly this for PowerShell, which is not run here', () => {
    expect(snippet('powershell', 'Zoë’s "new" build\nis up')).toBe(
      [
        'Invoke-RestMethod -Method Post `',
        "  -ContentType 'application/json; charset=utf-8' `",
        String.raw`  -Body '{"text": "Zo\u00eb\u2019s \"new\" build\nis up"}' ` + '`',
        `  -Uri '${url}'`,
      ].join('\n'),
    )
  })

  it.each(dialectIdSchema.options)('writes the field that %s reads, in every tool', (dialect) => {
    const field = dialect === 'chatalot' || dialect === 'discord' ? 'content' : 'text'
    const all = snippetTools.map(({ value: tool, label }) => ({ tool, label, code: buildSnippet(tool, { dialect, url, text: 'Hi' }) }))
    expect(all.map(({ tool }) => tool)).toEqual(['curl', 'powershell', 'python', 'requests', 'node'])
    for (const { code } of all) expect(joinSnippet(code)).toMatch(new RegExp(`\\b${field}\\b"?: ?"Hi"`))
  })

  it.each(hostile)('gives curl exactly the text %j through a real shell', (text) => {
    const args = argumentsOf(snippet('curl', text))
    expect(args.slice(0, 6)).toEqual(['-i', '-X', 'POST', '-H', 'Content-Type: application/json', '-d'])
    expect(JSON.parse(args[6] ?? '')).toEqual({ text })
    expect(args.slice(7)).toEqual([url])
  })

  it.each(hostile)('is JavaScript that posts exactly %j', async (text) => {
    const posted: unknown[] = []
    const fetch = async (to: string, options: { body: string }) => {
      posted.push(to, JSON.parse(options.body))
      return { status: 200, text: async () => 'ok' }
    }
    const run = new Function('fetch', 'console', `return (async () => { ${snippet('node', text)} })()`)
    await run(fetch, { log: () => undefined })
    expect(posted).toEqual([url, { text }])
  })

  it.each(snippetTools.map((tool) => tool.value))('holds nothing that ends a quote or needs an encoding in %s', (tool) => {
    for (const text of hostile) {
      const code = snippet(tool, text)
      expect(code).toMatch(/^[\x20-\x7e\n]*$/)
      expect(code.split("'").length % 2).toBe(1)
      expect(code).toContain(url)
    }
  })
})

describe('recipes', () => {
  it.each(hostile)('a crontab gives curl exactly the text %j', (text) => {
    const line = buildRecipe('cron', { dialect: 'chatalot', url, text }) ?? ''
    expect(line).toMatch(/^0 7 \* \* 1-5 curl /)
    // As cron does: the command is what stands behind the times, up to the first bare %.
    const command = line.split(' ').slice(5).join(' ')
    expect(command.replaceAll('\\%', '')).not.toContain('%')
    const args = argumentsOf(command.replaceAll('\\%', '%'))
    expect([JSON.parse(args[args.indexOf('-d') + 1] ?? ''), args.at(-1)]).toEqual([{ content: text }, url])
  })

  it('keeps the address out of a workflow, and the branch’s name out of the shell', () => {
    const step = buildRecipe('github', { dialect: 'slack', url, text: '' }) ?? ''
    expect(step).not.toContain('127.0.0.1')
    expect(step.split('  run: |\n')[1]).not.toContain('${{')
  })

  it('has a line to copy where the tool has no form', () => {
    expect(recipeTools.filter(({ value }) => buildRecipe(value, { dialect: 'any', url, text: 'Hi' }) !== null).map(({ value }) => value)).toEqual(['github', 'cron'])
  })
})
