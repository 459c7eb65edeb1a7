import { expect, test } from 'vitest'
import { findBase, listBases, rebase } from './address-bases.ts'

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

test('an address goes from one way to another and back', () => {
  const bases = listBases(status)
  const address = 'https://hooks.example.com/in/services/T1/B1/x'
  const from = findBase(address, bases)
  const [here, network] = bases
  if (!from || !here || !network) throw new Error('a base is missing')
  expect(from.kind).toBe('public')
  expect(rebase(address, from, here)).toBe('http://127.0.0.1:4665/services/T1/B1/x')
  expect(rebase(rebase(address, from, network), network, from)).toBe(address)
})

test.each(['http://127.0.0.1:46650/hooks/x', 'https://hooks.example.com/inside/x', 'https://old.example.com/hooks/x'])('%s begins with none of them', (address) => {
  expect(findBase(address, listBases(status))).toBeUndefined()
})
