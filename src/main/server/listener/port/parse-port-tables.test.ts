import { expect, test } from 'vitest'
import { readLsof, readNetstat, readSocketInodes, readTasklist } from './parse-port-tables.ts'

/** As proc(5) describes it, written by hand: two listeners (127.0.0.1:4665, 0.0.0.0:22), and a connection from and to port 4665. */
const procNetTcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1239 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 451209 1 0000000000000000 100 0 0 10 0
   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 20331 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1239 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 451377 1 0000000000000000 20 4 30 10 -1
   3: 0100007F:C350 0100007F:1239 01 00000000:00000000 00:00000000 00000000  1000        0 451376 1 0000000000000000 20 4 30 10 -1
`
const procNetTcp6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:1239 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 451210 1 0000000000000000 100 0 0 10 0
`

test('/proc/net/tcp: the inodes of who listens there, not of connections', () => {
  expect(readSocketInodes(procNetTcp, 4665)).toEqual(['451209'])
  expect(readSocketInodes(procNetTcp6, 4665)).toEqual(['451210'])
  expect(readSocketInodes(procNetTcp, 22)).toEqual(['20331'])
  expect(readSocketInodes(procNetTcp, 50_000)).toEqual([])
  expect(readSocketInodes('', 4665)).toEqual([])
})

test('lsof -Fpc of macOS: process and name, which may have spaces', () => {
  expect(readLsof('p4242\ncnode\nf23\n')).toEqual({ pid: 4242, name: 'node' })
  expect(readLsof('p811\ncControl Center\nf9\nf10\np902\ncother\nf4\n')).toEqual({ pid: 811, name: 'Control Center' })
  expect(readLsof('p77\nf1\n')).toEqual({ pid: 77, name: null })
  expect(readLsof('')).toBeUndefined()
})

const netstat = `\r
Active Connections\r
\r
  Proto  Local Address          Foreign Address        State           PID\r
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1160\r
  TCP    127.0.0.1:4665         127.0.0.1:50122        ESTABLISHED     9999\r
  TCP    127.0.0.1:4665         0.0.0.0:0              LISTENING       13420\r
  TCP    127.0.0.1:14665        0.0.0.0:0              LISTENING       31\r
  TCP    [::1]:5432             [::]:0                 LISTENING       6120\r
`
const netstatGerman = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    127.0.0.1:4665         0.0.0.0:0              ABHÖREN          5508
`

test('netstat -ano of Windows, in any language', () => {
  expect(readNetstat(netstat, 4665)).toBe(13_420)
  expect(readNetstat(netstat, 5432)).toBe(6120)
  expect(readNetstat(netstat, 665)).toBeUndefined()
  expect(readNetstat(netstatGerman, 4665)).toBe(5508)
})

test('tasklist as CSV: the name, or that there is none', () => {
  expect(readTasklist('\r\n"node.exe","13420","Console","1","61,004 K"\r\n')).toBe('node.exe')
  expect(readTasklist('"System","4","Services","0","144 K"\n')).toBe('System')
  expect(readTasklist('INFO: No tasks are running which match the specified criteria.\r\n')).toBeNull()
})
