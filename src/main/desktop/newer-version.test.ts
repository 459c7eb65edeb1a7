import { expect, test } from 'vitest'
import { feedFile, isNewer, readFeedVersion } from './newer-version.ts'

test.each([
  ['0.4.0', '0.4.0', false],
  ['0.4.1', '0.4.0', true],
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '0.99.99', true],
  ['0.3.9', '0.4.0', false],
  ['0.5.0', '0.5.0-beta.1', false],
])('%s is newer than %s: %s', (version, than, expected) => {
  expect(isNewer(version, than)).toBe(expected)
})

test.each([
  ['version: 0.5.0\nfiles:\n  - url: x\n', '0.5.0'],
  ["version: '1.20.3'\r\npath: x\r\n", '1.20.3'],
  ['releaseDate: 1\nversion: "2.0.0"', '2.0.0'],
  ['version: 0.5.0-beta.1', null],
  ['  version: 0.5.0', null],
  ['<html>version: 1.2.3</html>', null],
  ['', null],
])('%j names %s', (text, version) => {
  expect(readFeedVersion(text)).toBe(version)
})

test('each system has its own file', () => {
  expect((['darwin', 'win32', 'linux'] as const).map(feedFile)).toEqual(['latest-mac.yml', 'latest.yml', 'latest-linux.yml'])
})
