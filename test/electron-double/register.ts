/** `node --import register.ts out/main/desktop.js`: makes `electron` mean the double, for import and require alike. */
import { registerHooks } from 'node:module'

const double = new URL('./electron.ts', import.meta.url).href
const names = new Set(['electron', 'electron/main', 'electron/common'])

Object.defineProperty(process.versions, 'electron', { value: process.env['DOUBLE_ELECTRON'] ?? '0.0.0-double', enumerable: true })
Object.defineProperty(process.versions, 'chrome', { value: '0.0.0.0-double', enumerable: true })
Object.assign(process, { type: 'browser', resourcesPath: process.env['DOUBLE_RESOURCES'], defaultApp: process.env['DOUBLE_PACKAGED'] === undefined })

// lib/browser/init.ts of Electron: `process.exit = app.exit`, whose code is 0 when none is given.
const exit = process.exit.bind(process)
process.exit = (code) => exit(code ?? 0)

registerHooks({
  resolve: (specifier, context, next) => (names.has(specifier) ? { url: double, shortCircuit: true } : next(specifier, context)),
})
