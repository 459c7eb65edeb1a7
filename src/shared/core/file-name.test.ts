import { expect, test } from 'vitest'
import { cleanFileName, fileEnding } from './file-name.ts'

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../x', 'x'],
  ['..\\..\\windows\\system.ini', 'system.ini'],
  ['C:\\Users\\lena\\cv.docx', 'cv.docx'],
  ['..', 'file'],
  ['a/', 'file'],
  ['', 'file'],
  ['  .  ', 'file'],
  ['annexe\u202Egpj.exe', 'annexegpj.exe'],
  ['a\u2066b\u2069c\u200Fd', 'abcd'],
  ['line\r\nX-Evil: 1\0.txt', 'lineX-Evil: 1.txt'],
  ['Übersicht – 2026 “final”.txt', 'Übersicht – 2026 “final”.txt'],
  ['שלום.pdf', 'שלום.pdf'],
  ['\ud800half.png', '\ufffdhalf.png'],
])('%j → %j', (raw, name) => {
  expect(cleanFileName(raw)).toBe(name)
})

test('a long name keeps its ending and fits', () => {
  expect(cleanFileName(`${'n'.repeat(300)}.tar`)).toBe(`${'n'.repeat(251)}.tar`)
  expect(cleanFileName('😀'.repeat(200))).toHaveLength(255)
  expect(cleanFileName('😀'.repeat(200)).isWellFormed()).toBe(true)
})

test.each([
  ['a.TXT', 'txt'],
  ['a.tar.gz', 'gz'],
  ['.bashrc', ''],
  ['Makefile', ''],
])('%s ends in %j', (name, ending) => {
  expect(fileEnding(name)).toBe(ending)
})
