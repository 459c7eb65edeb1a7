/**
 * Draws every icon of the desktop app from resources/icon.svg: of the app, of the tray, and the numbers on the taskbar. Run it after a change of
 * the drawing (`npx node scripts/make-icons.ts`) and look at the result: what is in resources is what ships.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openBrowser } from '../test/helpers/browser.ts'
import { packIcns, packIco, type Picture } from './icon-files.ts'

const folder = fileURLToPath(new URL('../resources/', import.meta.url))
const source = readFileSync(`${folder}icon.svg`, 'utf8')
const part = (id: string): string => new RegExp(`<(\\w+) id="${id}"[^>]*?(/>|>[\\s\\S]*?</\\1>)`).exec(source)?.[0] ?? missing(id)

/** The colours of the design's tokens: accent, float, and what stands on them. */
const colours = { unread: '#69BDEA', mention: '#E5521B', paper: '#FFFFFF' }

const browser = await openBrowser()
try {
  const page = await browser.newPage()
  await drawApp(page)
  await drawTray(page)
  await drawOverlays(page)
} finally {
  await browser.close()
}

/** Below 48 px the line is drawn thicker and the gap to the edge smaller, or the hook would be a grey smear. */
function app(size: number): string {
  const small = size <= 20 ? 2 : size <= 40 ? 1 : 0
  const stroke = [1.9, 2.2, 2.5][small] ?? 0
  const scale = [1.06, 1.14, 1.2][small] ?? 0
  return svg(size, '0 0 26 26', water() + part('ground') + centred(mark({ stroke }), scale))
}

/** Apple's grid: the tile takes 824 of 1024, over a soft shadow. */
function macApp(size: number): string {
  const margin = (26 * 100) / 824
  const view = 26 + 2 * margin
  const shadow = size >= 64 ? '<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feDropShadow dx="0" dy=".32" stdDeviation=".32" flood-opacity=".3"/></filter>' : ''
  const tile = `<g${shadow && ' filter="url(#soft)"'}>${part('ground')}</g>`
  return svg(size, `${-margin} ${-margin} ${view} ${view}`, `${water()}${shadow}${tile}${centred(mark({ stroke: size <= 64 ? 2.3 : 1.9 }), 1.06)}`)
}

async function drawApp(page: Page): Promise<void> {
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
  for (const size of sizes) write(`icons/${size}x${size}.png`, (await paint(page, app(size), size)).png)
  write('icon.ico', packIco(await paintAll(page, app, [16, 20, 24, 32, 40, 48, 64, 256])))
  write('icon.icns', packIcns(await paintAll(page, macApp, [32, 64, 128, 256, 512, 1024])))
}

type State = 'normal' | 'unread' | 'mention'

/** A tile in colour for Windows and Linux, whose bars are light or dark; a black shape for macOS, which colours it itself. */
async function drawTray(page: Page): Promise<void> {
  for (const state of ['normal', 'unread', 'mention'] as const) {
    for (const [suffix, size] of [['', 24], ['@2x', 48]] as const) write(`tray/${state}${suffix}.png`, (await paint(page, trayTile(state, size), size)).png)
    for (const [suffix, size] of [['', 18], ['@2x', 36]] as const) write(`tray/${state}Template${suffix}.png`, (await paint(page, trayShape(state, size), size)).png)
    write(`tray/${state}.ico`, packIco(await paintAll(page, (size) => trayTile(state, size), [16, 20, 24, 32, 48])))
  }
}

function trayTile(state: State, size: number): string {
  // A little up and to the left in every state: so the dot covers less, and nothing jumps when it comes.
  const tile = `${part('ground')}<g transform="translate(-1.5 -.9)">${centred(mark({ stroke: size <= 24 ? 2.6 : 2.3, float: colours.paper }), 1.12)}</g>`
  if (state === 'normal') return svg(size, '0 0 26 26', water() + tile)
  const radius = state === 'mention' ? 6 : 4.7
  return svg(size, '0 0 26 26', `${water()}${notched(tile, [26 - radius, 26 - radius], radius + 1.6)}<circle cx="${26 - radius}" cy="${26 - radius}" r="${radius}" fill="${colours[state]}"/>`)
}

/** Without colour the two states differ in shape: a dot, and a larger one with a stroke through it like an exclamation. */
function trayShape(state: State, size: number): string {
  const shape = mark({ stroke: 2.1, line: '#000', float: '#000' })
  const view = '5.4 3.4 18.4 18.4'
  if (state === 'normal') return svg(size, view, shape)
  const radius = state === 'mention' ? 4.1 : 3
  const [x, y] = [23.8 - radius, 21.8 - radius]
  const bang = state === 'mention' ? `<path d="M${x} ${y - 2.2}v2.4M${x} ${y + 2.1}v.1" stroke="#000" stroke-width="1.5" stroke-linecap="round"/>` : ''
  const dot = `<mask id="bang"><rect width="26" height="26" fill="#fff"/>${bang}</mask><circle cx="${x}" cy="${y}" r="${radius}" mask="url(#bang)"/>`
  return svg(size, view, notched(shape, [x, y], radius + 1.2) + dot)
}

/** On the corner of the taskbar's icon, 16 px: the number itself, as large as it fits. */
async function drawOverlays(page: Page): Promise<void> {
  for (const label of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '9+']) {
    for (const [suffix, size] of [['', 16], ['@2x', 32]] as const) write(`overlay/${label.replace('+', '-plus')}${suffix}.png`, (await paint(page, overlay(label, size), size)).png)
  }
}

function overlay(label: string, size: number): string {
  const wide = label.length > 1
  const text = `<text x="8" y="${wide ? 11.7 : 12.3}" font-family="Inter, 'Segoe UI', 'Liberation Sans', Arial, sans-serif" font-weight="700" font-size="${wide ? 10.4 : 12}" text-anchor="middle" letter-spacing="${wide ? -0.7 : 0}" fill="${colours.paper}">${label}</text>`
  return svg(size, '0 0 16 16', `<circle cx="8" cy="8" r="8" fill="#C93F0C"/>${text}`)
}

/** The mark with other widths and colours than the source's. */
function mark({ stroke, line, float }: { stroke: number; line?: string; float?: string }): string {
  const drawn = part('mark').replace(/stroke-width="[^"]*"/, `stroke-width="${stroke}"`)
  const lined = line === undefined ? drawn : drawn.replace(/(id="line"[^>]*stroke=")[^"]*/, `$1${line}`)
  return float === undefined ? lined : lined.replace(/(id="float"[^>]*fill=")[^"]*/, `$1${float}`)
}

/** The mark's own middle is not the tile's: it is moved there before it grows. */
function centred(content: string, scale: number): string {
  return `<g transform="translate(13 13) scale(${scale}) translate(-13.4 -12.6)">${content}</g>`
}

/** Takes a round bite out of the corner, so that a dot there stands free on any ground. */
function notched(content: string, [x, y]: readonly [number, number], radius: number): string {
  return `<mask id="notch"><rect width="26" height="26" fill="#fff"/><circle cx="${x}" cy="${y}" r="${radius}" fill="#000"/></mask><g mask="url(#notch)">${content}</g>`
}

function water(): string {
  return `<defs>${part('water')}</defs>`
}

function svg(size: number, viewBox: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${viewBox}">${content}</svg>`
}

async function paintAll(page: Page, draw: (size: number) => string, sizes: readonly number[]): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const size of sizes) pictures.push(await paint(page, draw(size), size))
  return pictures
}

async function paint(page: Page, drawing: string, size: number): Promise<Picture> {
  const { png, pixels } = await page.evaluate(
    async ({ drawing, size }) => {
      const image = new Image(size, size)
      image.src = `data:image/svg+xml,${encodeURIComponent(drawing)}`
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
      const brush = canvas.getContext('2d')
      brush?.drawImage(image, 0, 0, size, size)
      const text = (bytes: Iterable<number>): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
      return { png: canvas.toDataURL('image/png').split(',')[1] ?? '', pixels: btoa(text(brush?.getImageData(0, 0, size, size).data ?? [])) }
    },
    { drawing, size },
  )
  return { size, png: Buffer.from(png, 'base64'), pixels: Buffer.from(pixels, 'base64') }
}

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(new URL(`../resources/${path.includes('/') ? path.split('/')[0] : ''}`, import.meta.url), { recursive: true })
  writeFileSync(folder + path, bytes)
}

function missing(id: string): never {
  throw new Error(`resources/icon.svg has no element with the id ${id}.`)
}
