import { expect, test } from 'vitest'
import { listBases } from './address-bases.ts'

const lan = { state: 'listening', port: 4667, addresses: ['192.168.1.5'], names: [], urls: ['https://192.168.1.5:4667', 'https://[fd00::5]:4667'], certificate: { kind: 'own', fingerprint: 'AB', pin: 'cGlu', expiresAt: 1 }, problem: null, notice: null } as const
const status = { url: 'http://127.0.0.1:4665', lan: { ...lan, addresses: [...lan.addresses], names: [], urls: [...lan.urls] }, publicUrl: 'https://hooks.example.com/in' }
const closed = { ...status.lan, state: 'off' as const, urls: [], certificate: null }

test('there is one for each way that is open', () => {
  expect(listBases({ ...status, lan: closed, publicUrl: null })).toEqual([{ kind: 'here', url: 'http://127.0.0.1:4665' }])
  expect(listBases(status)).toEqual([
    { kind: 'here', url: 'http://127.0.0.1:4665' },
    { kind: 'network', url: 'https://192.168.1.5:4667', pin: 'cGlu' },
    { kind: 'public', url: 'https://hooks.example.com/in' },
  ])
})

test('a certificate of one’s own has no pin: tools trust its authority', () => {
  expect(listBases({ ...status, lan: { ...status.lan, certificate: { ...lan.certificate, kind: 'given' } } })[1]).toEqual({ kind: 'network', url: 'https://192.168.1.5:4667' })
})

test('of the network it is the first, as the listener orders them: a name where the certificate is for names', () => {
  expect(listBases({ ...status, lan: { ...status.lan, urls: ['https://hooks.office.example:4667', ...lan.urls] } })[1]).toMatchObject({ kind: 'network', url: 'https://hooks.office.example:4667' })
})
