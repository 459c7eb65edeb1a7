/** Writes THIRD-PARTY.md, the notices of all packages that are shipped, from what is installed: `node scripts/write-notices.mjs`. With `--check` it only says whether the file is right. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const path = join(root, 'THIRD-PARTY.md')

/** What may be shipped beside our own MIT: licences that ask for a notice and no more. */
export const allowedLicences = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'Zlib', 'Python-2.0', 'CC-BY-4.0'])

/** Packages that the build puts into its files: they are `devDependencies`, and shipped all the same. */
const built = ['@base-ui/react', '@fastify/busboy', '@fastify/static', '@orpc/client', '@orpc/contract', '@orpc/server', '@tanstack/react-query', '@tanstack/react-virtual', 'cmdk', 'commander', 'emojibase-data', 'fastify', 'i18next', 'ipaddr.js', 'lru-cache', 'lucide-react', 'pino', 're2js', 'react', 'react-dom', 'react-error-boundary', 'react-hook-form', 'react-i18next', 'react-markdown', 'rehype-highlight', 'remark-breaks', 'remark-gfm', 'unist-util-visit', 'uuid', 'wouter', 'ws', 'zod', 'zustand']

/** @returns every shipped package with its version and licence, by name. */
export function listShipped() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const found = new Map()
  const visit = (name, from) => {
    const place = resolve(packages, name, from)
    if (place === undefined || found.has(place)) return
    const { version, license, dependencies = {}, optionalDependencies = {} } = packages[place]
    found.set(place, { name, version, licence: String(license ?? readLicenceName(place)), place })
    for (const inner of Object.keys({ ...dependencies, ...optionalDependencies })) visit(inner, place)
  }
  for (const name of [...Object.keys(own.dependencies), ...built]) visit(name, '')
  return [...found.values()].sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1))
}

/** As Node looks: below the one that asks, then further out. */
function resolve(packages, name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (packages[place]) return place
    if (at === '') return undefined
  }
}

function readLicenceName(place) {
  const file = join(root, place, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : 'unknown'
}

/** True when one of the choices that it offers is allowed. */
export const isAllowed = (licence) => licence.replace(/[()]/g, '').split(/ OR /).some((choice) => choice.split(/ AND /).every((one) => allowedLicences.has(one.trim())))

function licenceText({ place }) {
  const folder = join(root, place)
  const file = existsSync(folder) && readdirSync(folder).find((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name))
  return file ? readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim() : ''
}

/** Equal texts once, with all whose they are. */
export function buildNotices() {
  const shipped = listShipped()
  const byText = new Map()
  for (const one of shipped) {
    const text = licenceText(one)
    byText.set(text, [...(byText.get(text) ?? []), one])
  }
  const list = shipped.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)
  const texts = [...byText].filter(([text]) => text !== '').map(([text, those]) => `## ${those.map(({ name, version }) => `${name} ${version}`).join(', ')}\n\n\`\`\`\`text\n${text}\n\`\`\`\``)
  return `# What Hookline is made with\n\nThese packages are part of it. Written by \`scripts/write-notices.mjs\`; Electron brings the notices of its own parts.\n\n| package | version | licence |\n| --- | --- | --- |\n${list.join('\n')}\n\n${texts.join('\n\n')}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) process.exit(readFileSync(path, 'utf8') === buildNotices() ? 0 : 1)
  writeFileSync(path, buildNotices())
}
