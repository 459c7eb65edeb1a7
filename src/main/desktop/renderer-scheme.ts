/** Serves the built window under app://hookline, with the headers that keep it to itself. */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, protocol } from 'electron'
import { contentSecurityPolicy } from '../content-security-policy.ts'
import { readRendererPath } from './renderer-path.ts'

const rendererFolder = fileURLToPath(new URL('../renderer', import.meta.url))

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
}

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** Where the window's page stands; electron-vite's development server while that runs, which no packaged app asks for. */
export function rendererUrl(): string {
  return developmentUrl() ?? 'app://hookline/index.html'
}

/** To be called before the app is ready. Compiled code is kept, as for pages of the web: each start would compile all of it anew. */
export function registerRendererScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** Whether an address is the window's page itself, at any of its places (`#/…`); never throws. */
export function isOurPage(rawUrl: string): boolean {
  const url = URL.parse(rawUrl)
  const ours = URL.parse(rendererUrl())
  if (url === null || ours === null || url.username !== '' || url.password !== '') return false
  // Not `origin`: that is "null" for every address of a scheme like app:.
  return url.protocol === ours.protocol && url.host === ours.host && url.pathname === ours.pathname
}

export function serveRenderer(): void {
  if (developmentUrl() !== undefined) return
  protocol.handle('app', ({ method, url }) => answer(method, url))
}

async function answer(method: string, rawUrl: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers })
  const path = readRendererPath(rawUrl)
  if (path.status !== 200) return new Response(null, { status: path.status, headers })
  try {
    const body = await readFile(join(rendererFolder, ...path.segments))
    const type = mediaTypes[extname(path.segments.at(-1) ?? '')] ?? 'application/octet-stream'
    return new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Type': type } })
  } catch {
    return new Response(null, { status: 404, headers })
  }
}

function developmentUrl(): string | undefined {
  return app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
}
