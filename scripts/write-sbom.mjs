/** `npm run sbom`: prints what Hookline is made with as CycloneDX 1.6, from package-lock.json alone, without a network. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { listShipped } from './write-notices.mjs'

const own = JSON.parse(readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'))

const purl = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`
const licence = (text) => (/[ (]/.test(text) ? { expression: text } : { license: { id: text } })
const components = [...new Map(listShipped().map((one) => [purl(one), one])).values()].map((one) => ({ type: 'library', 'bom-ref': purl(one), name: one.name, version: one.version, purl: purl(one), licenses: [licence(one.licence)] }))

process.stdout.write(`${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component: { type: 'application', 'bom-ref': purl(own), name: own.name, version: own.version, licenses: [licence(own.license)] } }, components }, null, 2)}\n`)
