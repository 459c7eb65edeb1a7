import { expect, test } from 'vitest'
import { codeLanguage, fileKind } from './file-kind.ts'

test.each([
  ['a.png', 'image/png', 'picture'],
  ['a.svg', 'image/svg+xml', 'text'],
  ['a.png', 'application/octet-stream', 'other'],
  ['voice.ogg', 'audio/ogg', 'audio'],
  ['clip.mkv', '', 'video'],
  ['report.pdf', 'application/pdf', 'document'],
  ['all.tar.gz', 'application/gzip', 'archive'],
  ['main.rs', '', 'text'],
  ['Dockerfile', '', 'text'],
  ['notes', 'text/plain', 'text'],
  ['data', 'application/json', 'text'],
  ['program.exe', 'application/x-msdownload', 'other'],
  ['constructor', '', 'other'],
  ['a.constructor', '', 'other'],
] as const)('%s of %s is %s', (name, mediaType, kind) => {
  expect(fileKind({ name, mediaType })).toBe(kind)
})

test.each([
  ['main.ts', 'video/mp2t', 'typescript'],
  ['Makefile', '', 'makefile'],
  ['data', 'application/vnd.api+json', 'json'],
  ['page', 'text/html', 'xml'],
  ['readme', 'text/plain', 'text'],
  ['report.pdf', 'application/pdf', undefined],
  ['picture', 'image/svg+xml', undefined],
] as const)('%s of %s is written in %s', (name, mediaType, language) => {
  expect(codeLanguage({ name, mediaType })).toBe(language)
})
