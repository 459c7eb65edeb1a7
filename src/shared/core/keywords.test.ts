import { expect, test } from 'vitest'
import { matchKeyword } from './keywords.ts'

test.each([
  ['The Deploy failed', ['deploy'], 'deploy'],
  ['redeployed', ['deploy'], null],
  ['deploy', ['build', 'DEPLOY'], 'DEPLOY'],
  ['deploys and deploy', ['deploy'], 'deploy'],
  ['Grüße aus Köln', ['köln'], 'köln'],
  ['the c++ build', ['c++'], 'c++'],
  ['release 4.18.0 is out', ['4.18'], '4.18'],
  ['a release room', ['release room'], 'release room'],
  ['nothing', [], null],
])('%j waits for %j: %j', (text, keywords, expected) => {
  expect(matchKeyword(text, keywords)).toBe(expected)
})
