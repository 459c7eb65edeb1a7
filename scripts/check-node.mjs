/** Node 24 or newer, said plainly: older ones crash in better-sqlite3 without a word. */
const major = Number(process.versions.node.split('.')[0])

if (major < 24) {
  console.error(`Hookline needs Node 24 or newer; this is Node ${process.versions.node}. "npm install" brings it along: use the npm scripts (npm start, npm test, npm run hookline -- …).`)
  process.exit(1)
}
