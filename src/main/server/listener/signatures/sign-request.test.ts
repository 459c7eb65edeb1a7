/** What is signed here passes the check of its own scheme, which vendors' vectors prove (signatures.test.ts), and no other body does. */
import { expect, test } from 'vitest'
import { signatureSchemeSchema, type SignatureRule } from '#shared/contract/hook-rules.ts'
import { schemes } from './index.ts'
import { signRequest } from './sign-request.ts'

const now = Date.UTC(2026, 10, 20, 9)
const secrets: Partial<Record<SignatureRule['scheme'], string>> = { 'standard-webhooks': `whsec_${Buffer.alloc(32, 7).toString('base64')}`, 'gitlab-token': 'ein schönes Wort' }
const ruleOf = (scheme: SignatureRule['scheme']): SignatureRule => ({ scheme, toleranceSeconds: 300, header: 'X-Proof', algorithm: 'sha512', encoding: 'base64', prefix: 'v=' })
const bytes = Buffer.from('{"text":"Hi"}')
const all = signatureSchemeSchema.options.filter((scheme) => scheme !== 'none')

test.each(all)('%s', (scheme) => {
  const rule = ruleOf(scheme)
  const secret = secrets[scheme] ?? 'It is a secret'
  const signed = signRequest({ rule, secret, bytes, now, id: 'msg_1' })
  const headers = Object.fromEntries(Object.entries(signed ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  const check = (body: Buffer, by: string) => {
    const claim = schemes[scheme].read({ headers, bytes: body, rule })
    if ('reason' in claim) throw new Error(claim.detail)
    return claim.isBy(by)
  }
  expect(check(bytes, secret)).toBe(true)
  expect(check(bytes, `${secret.slice(0, -2)}xx`)).toBe(false)
  expect(check(Buffer.from('{"text":"Ho"}'), secret)).toBe(!schemes[scheme].signsBody)
})

const sign = (scheme: SignatureRule['scheme'], secret: string) => signRequest({ rule: ruleOf(scheme), secret, bytes, now, id: 'msg_1' })

test('not without a scheme or with a public key', () => {
  expect([sign('none', 'It is a secret'), sign('standard-webhooks', `whpk_${Buffer.alloc(32).toString('base64')}`)]).toEqual([undefined, undefined])
})

test('with a secret of another scheme it is signed, and refused as a sender’s would be', () => {
  const claim = schemes['standard-webhooks'].read({ headers: sign('standard-webhooks', 'It is a secret')!, bytes, rule: ruleOf('standard-webhooks') })
  if ('reason' in claim) throw new Error(claim.detail)
  expect(claim.isBy('It is a secret')).toBe(false)
})
