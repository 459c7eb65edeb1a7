/** Everything that can be wrong with who reaches the listener, in English, for the command line and the window; the window's other languages have their own. */
import type { Notice } from '#shared/contract/notice.ts'

export const networkNotices = {
  here_taken: 'Tools cannot post: port {{port}} is used by another program. Close it, and Hookline goes on by itself; or choose another port (hooks.port).',
  here_taken_by: 'Tools cannot post: port {{port}} is used by {{name}}. Close it, and Hookline goes on by itself; or choose another port (hooks.port).',
  here_taken_by_process: 'Tools cannot post: port {{port}} is used by {{name}} (process {{pid}}). Close it, and Hookline goes on by itself; or choose another port (hooks.port).',
  here_denied: 'Tools cannot post: this system does not allow port {{port}}. Choose another port (hooks.port).',
  here_failed: 'Tools cannot post: port {{port}} could not be opened ({{error}}).',
  port_taken: 'Other computers cannot post: port {{port}} of {{address}} is used by another program. Close it, or choose another port (hooks.lanPort).',
  port_denied: 'Other computers cannot post: this system does not allow port {{port}}. Choose one above 1023 (hooks.lanPort).',
  port_failed: 'Other computers cannot post: port {{port}} of {{address}} could not be opened ({{error}}).',
  no_network: 'This computer is in no network that others could reach it by.',
  no_certificate_because: 'There is no certificate for the network: {{error}}',
  no_certificate: 'There is no certificate for the network; the log has the details.',
  path_not_whole: '“{{path}}” is no whole path: begin it at the root, for instance /etc/ssl/hookline.pem.',
  file_missing: 'There is no file {{path}}.',
  file_denied: 'Hookline may not read {{path}}. Give the user that it runs as the right to.',
  file_unreadable: '{{path}} cannot be read ({{error}}).',
  file_not_pem: '{{path}} is no file in PEM: those begin with -----BEGIN CERTIFICATE----- and are small.',
  certificate_absent: 'There is no certificate in PEM in {{path}}: it would begin with -----BEGIN CERTIFICATE-----.',
  certificate_damaged: 'The certificate in {{path}} is damaged.',
  certificate_unfit: 'The certificate in {{path}} cannot be used ({{error}}).',
  certificate_ended: 'The certificate in {{path}} ended on {{day}}. Renew it first.',
  certificate_early: 'The certificate in {{path}} is not valid before {{day}}. Check the clock of this computer, or use it later.',
  key_absent: 'There is no key in PEM in {{path}}: it would begin with -----BEGIN PRIVATE KEY-----. Name its file after that of the certificate.',
  key_locked: 'The key in {{path}} is locked by a password, which Hookline cannot ask for at its start. Write it to a file without one.',
  key_damaged: 'The key in {{path}} is damaged.',
  key_foreign: 'The key in {{path}} does not belong to the certificate in {{other}}. Name the two files that were made together.',
  files_many: 'hooks.lanCertificate: name the file of the certificate and that of its key',
  name_unfit: 'hooks.lanNames: “{{entry}}” must be a name or an address without http:// and port, for instance build.lan',
  names_many: 'hooks.lanNames: use at most {{most}} names',
  proxy_unfit: 'hooks.trustedProxies: “{{entry}}” must be an IP address or a range such as 10.0.0.0/8 or fd00::/8',
  proxy_wide: 'hooks.trustedProxies: “{{entry}}” is a range of half the internet: name the proxy itself, for instance 10.0.0.5',
  proxies_many: 'hooks.trustedProxies: use at most {{most}} addresses and ranges',
} as const

export type NetworkNotice = keyof typeof networkNotices
type NamesIn<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never
/** What stands between braces in some sentence. */
export type NoticeValue = NamesIn<(typeof networkNotices)[NetworkNotice]>

export interface NoticeOf extends Notice {
  readonly code: NetworkNotice
}

export const isNetworkNotice = (code: string): code is NetworkNotice => Object.hasOwn(networkNotices, code)

/** The sentence in English, with its values. */
export function sayNotice({ code, values }: NoticeOf): string {
  return networkNotices[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return name === 'day' && typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : String(value)
  })
}
