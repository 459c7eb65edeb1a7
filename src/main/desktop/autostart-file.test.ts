import { expect, test } from 'vitest'
import { autostartFile } from './autostart-file.ts'

test('the words are quoted as the specification says', () => {
  const exec = autostartFile(['/opt/Hook line/hook"$`\\%line', '--hidden']).split('\n').find((line) => line.startsWith('Exec='))
  expect(exec).toBe('Exec="/opt/Hook line/hook\\\\"\\\\$\\\\`\\\\\\\\%%line" "--hidden"')
})
