/** Serves the built window under app://hookline, with the headers that keep it to itself. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { protocol } from 'electron'
import { contentSecurityPolicy } from '../content-security-policy.ts'

const origin = 'app://hookline'
const rendererFolder = fileURLToPath(new URL('../renderer', import.meta.url))

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
}

/** Where the window's page stands; electron-vite's development server while that runs. */
export function rendererUrl(): string {
  return process.env['ELECTRON_RENDERER_URL'] ?? `${origin}/index.html`
}

/** To be called before the app is ready. */
export function registerRendererScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

export function isOurPage(url: string): boolean {
  return new URL(url).origin === new URL(rendererUrl()).origin && url.startsWith(rendererUrl().replace(/index\.html$/, ''))
}

export function serveRenderer(): void {
  if (process.env['ELECTRON_RENDERER_URL'] !== undefined) return
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    const path = normalize(join(rendererFolder, decodeURIComponent(pathname)))
    if (host !== 'hookline' || !path.startsWith(rendererFolder + sep)) return new Response(null, { status: 404 })
    try {
      const body = await readFile(path)
      return new Response(new Uint8Array(body), {
        headers: {
          'Content-Type': mediaTypes[extname(path)] ?? 'application/octet-stream',
          'Content-Security-Policy': contentSecurityPolicy,
          'X-Content-Type-Options': 'nosniff',
        },
      })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}
