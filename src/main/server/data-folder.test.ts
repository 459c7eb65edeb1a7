import { join } from 'node:path'
import { expect, test } from 'vitest'
import { profileFolder } from './data-folder.ts'

test.each(['work', 'a', '2', 'north-sea-2', 'a'.repeat(32)])('%s is a profile', (name) => {
  expect(profileFolder('/data', name)).toBe(join('/data', 'profiles', name))
})

test.each(['', '.', '..', '../x', 'a/b', 'a\\b', 'Work', 'wörk', '-x', 'a b', 'con', 'com1', 'a.b', 'a'.repeat(33), 'a\n'])('%j cannot be one', (name) => {
  expect(() => profileFolder('/data', name)).toThrow('cannot be the name of a profile')
})
