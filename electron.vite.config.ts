/** How the three parts are built: main (with its threads and the headless face) as ES modules, preload as CommonJS, renderer for Chromium. What stands in `devDependencies` and is imported becomes part of them; main reads only `dependencies` from node_modules (decision 0030). */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const main = (path: string) => `src/main/${path}.ts`

/** Nothing is painted before the entry ran: it knows the theme, and the system's would flash by. */
const paintAfterEntry: Plugin = {
  name: 'paint-after-entry',
  transformIndexHtml: { order: 'post', handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"') },
}

export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: { desktop: main('desktop/index'), worker: main('server/worker'), reader: main('server/reader'), sender: main('server/sender'), sync: main('server/sync'), cli: main('headless/cli') },
        // Flat, so that a thread's file stands beside every chunk that starts it.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can load nothing, so it is one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), paintAfterEntry],
    build: { minify: true, rolldownOptions: { input: 'src/renderer/index.html' } },
  },
})
