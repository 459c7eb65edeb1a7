/** What the doctor says on the command line and what the window says of it is the same. */
import { expect, test } from 'vitest'
import { networkNotices, sayNotice } from '#shared/core/network-notices.ts'
import { doctorFindings, sayFinding } from '#shared/core/doctor-findings.ts'
import { checkIdSchema, deedSchema, leadSchema } from '#shared/contract/doctor.ts'
import { sampleNames } from '#shared/dialects/samples/sample.ts'
import { en } from '#renderer/text/en/index.ts'

test('findings, checks, deeds and samples have their words in the window', () => {
  expect(en.doctor.finding).toBe(doctorFindings)
  expect(Object.keys(en.doctor.what)).toEqual(checkIdSchema.options)
  expect(Object.keys(en.doctor.fix)).toEqual([...deedSchema.options, ...leadSchema.options])
  expect(Object.keys(en.doctor.samples).sort()).toEqual([...sampleNames].sort())
})

test('what is wrong with the network has its words in the window, its values, and days as days', () => {
  expect(en.network.notice).toBe(networkNotices)
  expect(sayNotice({ code: 'certificate_ended', values: { path: '/a.pem', day: Date.UTC(2026, 10, 20, 9, 5) } })).toBe('The certificate in /a.pem ended on 2026-11-20. Renew it first.')
})

test('a sentence has its values, and times as times', () => {
  expect(sayFinding('port_taken', { name: 'nginx', pid: 7, port: 4665 })).toBe('nginx (process 7) has port 4665, so tools cannot post. Close it, and listening goes on by itself.')
  expect(sayFinding('address_ends', { lastFour: 'k3x1', at: Date.UTC(2026, 10, 20, 9, 5) })).toBe('Its address …k3x1 ends soon (2026-11-20 09:05 UTC).')
})
