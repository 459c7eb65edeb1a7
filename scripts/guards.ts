/** The guards of the shell, each with how it is taken away and the test that must notice: `npm run mutate:guards` tries them, test/architecture/guards.test.ts keeps the list true. */

export interface Guard {
  /** What it keeps out. */
  readonly name: string
  readonly file: string
  /** Stands in the file exactly once. */
  readonly text: string
  readonly replacement: string
  readonly test: string
  /** The name of a test in that file, as it is written there; `%s` and the like end it. */
  readonly expects: string
}

const desktop = 'src/main/desktop'
const running = 'test/desktop/security.test.ts'
const addresses = 'test/desktop/security-addresses.test.ts'
const links = 'test/desktop/security-links.test.ts'
const pack = 'test/desktop/pack.test.ts'

const inFile = (file: string, test: string, rows: ReadonlyArray<readonly [name: string, text: string, replacement: string, expects: string]>): Guard[] => rows.map(([name, text, replacement, expects]) => ({ name, file, text, replacement, test, expects }))

const isolated = 'every window that the app made itself is isolated, in the sandbox and without Node'
const fuses = 'turns the switches of the binary: no Node by the back door, only our archive, cookies sealed'
const ours = "url.protocol === ours.protocol && url.host === ours.host && url.pathname === ours.pathname"

export const guards: readonly Guard[] = [
  ...inFile(`${desktop}/security.ts`, running, [
    ['pages stay at their address', "if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault()", '', 'leaves its address only to load itself anew'],
    ['frames stay at theirs', "if (!event.isMainFrame) event.preventDefault()", '', 'leaves its address only to load itself anew'],
    ['redirects are refused', "contents.on('will-redirect', (event) => event.preventDefault())", '', 'leaves its address only to load itself anew'],
    ['webviews are refused', "contents.on('will-attach-webview', (event) => event.preventDefault())", '', 'takes no webview'],
    ['new windows are refused', "return { action: 'deny' }", "return { action: 'allow' }", 'opens no other window'],
    ['every window is confined, not only the first', "app.on('web-contents-created', (_event, contents) => confine(contents))", "app.once('web-contents-created', (_event, contents) => confine(contents))", 'leaves its address only to load itself anew'],
    ['permissions that are asked for', 'target.setPermissionRequestHandler(', 'void (', 'asked for: our page may write to the clipboard'],
    ['permissions that are checked', 'target.setPermissionCheckHandler(', 'void (', 'checked: the same, and nothing for another page'],
    ['only the clipboard', 'permission === allowedPermission && contents', 'contents', 'asked for: our page may write to the clipboard'],
    ['permissions only for our own frame', ' && isOurPage(requestingUrl)\n', '\n', 'checked: the same, and nothing for another page'],
    ['devices are refused', 'target.setDevicePermissionHandler(() => false)', '', 'checked: the same, and nothing for another page'],
  ]),
  ...inFile(`${desktop}/window.ts`, running, [
    ['the sandbox', '      sandbox: true,\n', '', isolated],
    ['isolation of the preload script', '      contextIsolation: true,\n', '', isolated],
    ['no Node in the page', '      nodeIntegration: false,\n', '', isolated],
    ['rules of the web', '      webSecurity: true,\n', '', isolated],
  ]),
  ...inFile(`${desktop}/link-address.ts`, addresses, [
    ['only web addresses open', "if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !webHost.test(url.hostname)) return undefined", '', 'none of the hostile ones is let through'],
    ['letters take no files along', '.filter(([name]) => mailFields.has(name.toLowerCase()))', '', '%s'],
    ['letters with quotes are refused', "|| /[\\p{Cc}\"'`<>\\\\|&;$(){}[\\]]/u.test(to)", '', 'none of the hostile ones is let through'],
    ['endless addresses are refused', 'const longest = 16_384', 'const longest = Infinity', 'none of the hostile ones is let through'],
  ]),
  ...inFile(`${desktop}/open-link.ts`, links, [['the one way out asks', 'const link = safeLink(rawUrl)', 'const link = String(rawUrl)', 'by a window, as Chromium hands it over']]),
  ...inFile(`${desktop}/renderer-path.ts`, addresses, [
    ['only our host is served', "|| url.host !== 'hookline'", '', '%s → %d'],
    ['no credentials in it', "|| url.username !== '' || url.password !== ''", '', '%s → %d'],
    ['no way out of the folder', 'segments.every((segment) => segmentPattern.test(segment))', 'true', '%s → %d'],
    ['what cannot be decoded is refused', '    return undefined\n', '    return pathname\n', '%s → %d'],
  ]),
  ...inFile(`${desktop}/renderer-scheme.ts`, running, [
    ['the policy is sent along', "  'Content-Security-Policy': contentSecurityPolicy,\n", '', 'comes with the policy and says what kind of file it is'],
    ['types are not guessed', "  'X-Content-Type-Options': 'nosniff',\n", '', 'comes with the policy and says what kind of file it is'],
    ['only reading', "if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers })", '', '%s %s is answered %d'],
    ['our page is on our host', ours, ours.replace('url.host === ours.host && ', ''), 'a port is taken from our own page and from nobody else'],
    ['our page is no other file', ours, ours.replace(' && url.pathname === ours.pathname', ''), 'a port is taken from our own page and from nobody else'],
    ['our page has no credentials', " || url.username !== '' || url.password !== ''", '', 'a port is taken from our own page and from nobody else'],
  ]),
  ...inFile(`${desktop}/renderer-scheme.ts`, pack, [['a packaged app shows its own page', "return app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']", "return process.env['ELECTRON_RENDERER_URL']", 'starts: what was packed finds all its parts, away from this checkout']]),
  ...inFile(`${desktop}/parse-link.ts`, `${desktop}/parse-link.test.ts`, [['links from outside are exactly ours', '  if (channel === undefined) return null\n', "  if (channel === undefined) return { kind: 'open', path: rawLink }\n", '%j is refused']]),
  ...inFile(`${desktop}/bridge.ts`, running, [['ports only from our page', 'port && isOurSender(event)', 'port', 'a port is taken from our own page and from nobody else']]),
  ...inFile(`${desktop}/ipc-sender.ts`, running, [
    ['no messages from frames', 'senderFrame.parent === null && ', '', 'a port is taken from our own page and from nobody else'],
    ['no messages from elsewhere', ' && isOurPage(senderFrame.url)', '', 'the shell answers our own page and nobody else'],
  ]),
  ...inFile(`${desktop}/shell-calls.ts`, running, [
    ['calls only from our page', 'if (!isOurSender(event)) throw new Error(REFUSED)', '', 'the shell answers our own page and nobody else'],
    ['calls only as agreed', 'if (!parsed.success) throw new Error(REFUSED)', 'if (!parsed.success) return answers.readState()', 'and only calls that it knows, with exactly the input that they take'],
  ]),
  ...inFile('src/main/content-security-policy.ts', running, [
    ['no scripts in the page itself', "script-src 'self'", "script-src 'self' 'unsafe-inline'", 'runs no script of a stranger, shows no frame, speaks to no other computer'],
    ['no requests elsewhere', "connect-src 'self'", 'connect-src *', 'runs no script of a stranger, shows no frame, speaks to no other computer'],
  ]),
  ...inFile('electron-builder.yml', pack, [
    ['the binary is no Node', 'runAsNode: false', 'runAsNode: true', fuses],
    ['only our archive is run', 'onlyLoadAppFromAsar: true', 'onlyLoadAppFromAsar: false', fuses],
    ['no options for Node from outside', 'enableNodeOptionsEnvironmentVariable: false', 'enableNodeOptionsEnvironmentVariable: true', fuses],
    ['nothing but the native file outside', 'smartUnpack: false', 'smartUnpack: true', 'has SQLite of this system alone, outside the archive, and nothing else there'],
  ]),
  ...inFile('test/architecture/import-rules.ts', 'test/architecture/planted.test.ts', [['one place opens addresses', "ImportSpecifier[imported.name='shell'], ", '', '%s']]),
  ...inFile('src/shared/core/redact.ts', 'test/flow/support-report.test.ts', [['no secrets in a report', '.replace(opaque,', ".replace(/(?!)/g,", 'none of it is in the report']]),
  ...inFile('src/main/server/report/create-report.ts', 'test/flow/support-report.test.ts', [['no words of senders in a report', 'userAgent: known(programs, userAgent)', 'userAgent', 'none of it is in the report']]),
]
