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
  ['今天部署完成', ['部署'], '部署'],
  ['サーバーが落ちた', ['サーバー'], 'サーバー'],
  ['배포가 끝났다', ['배포'], '배포'],
  ['v2部署', ['v2'], 'v2'],
  ['v21部署', ['v2'], null],
  ['Gru\u0308ße aus Ko\u0308ln', ['köln'], 'köln'],
  ['𝒜deploy', ['deploy'], null],
  ['nothing', [], null],
])('%j waits for %j: %j', (text, keywords, expected) => {
  expect(matchKeyword(text, keywords)).toBe(expected)
})
