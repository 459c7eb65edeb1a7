/** Notice of change: what a fixture came to in the last release it comes to now, unless a decision says otherwise. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listFixtures } from '../helpers/fixtures.ts'
import { explainUnrecorded, findNewestFrozen, readChanges, readFrozen, writeFrozen } from '../helpers/frozen.ts'
import { freezeOutcome, startReplay, type Replay } from '../helpers/replay.ts'

const version = findNewestFrozen() ?? ''
const frozen = readFrozen(version)
const changes = readChanges()

let replay: Replay
const today = new Map<string, unknown>()
beforeAll(async () => {
  replay = await startReplay()
  for (const fixture of listFixtures()) today.set(fixture.name, JSON.parse(JSON.stringify(freezeOutcome(await replay.post(fixture)))))
})
afterAll(() => replay.stop())

test(`there are frozen results of ${version}`, () => {
  expect(frozen.size).toBeGreaterThan(70)
  const fresh = [...today.keys()].filter((name) => !frozen.has(name))
  if (fresh.length > 0) console.log(`${fresh.length} fixtures are newer than ${version}: ${fresh.join(', ')}`)
})

test.each([...frozen.keys()])('%s', (name) => {
  if (!(name in changes)) return expect(today.get(name), explainUnrecorded(name, changes)).toEqual(frozen.get(name))
  expect(explainUnrecorded(name, changes)).toBeUndefined()
})

test('what is listed as changed did change', () => {
  const idle = Object.keys(changes).filter((name) => JSON.stringify(today.get(name)) === JSON.stringify(frozen.get(name)))
  expect(idle).toEqual([])
})

describe('the notice itself', () => {
  test('two runs of the same fixtures give the same results', async () => {
    const [fixture] = listFixtures()
    const again = await startReplay()
    const once = freezeOutcome(await again.post(fixture!))
    await again.stop()
    expect(JSON.parse(JSON.stringify(once))).toEqual(today.get(fixture!.name))
  })

  test('a change needs a decision that exists and names the fixture', () => {
    expect(explainUnrecorded('clients/curl-1', {})).toContain('write a decision')
    expect(explainUnrecorded('clients/curl-1', { 'clients/curl-1': '9999' })).toContain('no decision 9999')
    expect(explainUnrecorded('clients/curl-1', { 'clients/curl-1': '0001' })).toContain('does not name')
  })

  test('a release is not frozen twice by mistake', () => {
    expect(() => writeFrozen(version, new Map(), false)).toThrow('--again')
  })
})
