import { afterEach, expect, test, vi } from 'vitest'
import { linkTarget, openLink } from './open-link.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['https://hookline.example/a?b=1', 'https://hookline.example/a?b=1'],
  ['HTTP://Example.org', 'http://example.org/'],
  ['mailto:lena@example.org', 'mailto:lena@example.org'],
])('%s may be opened', (rawHref, target) => {
  expect(linkTarget(rawHref)).toBe(target)
})

test.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'blob:https://x/y', 'vbscript:x', 'hookline://x', 'smb://host', '/relative', '#key=1', '//host/x', '', undefined, null])(
  '%j is only text',
  (rawHref) => {
    expect(linkTarget(rawHref)).toBeNull()
  },
)

test('opens without handing over this window, and only what may be opened', () => {
  const open = vi.fn()
  vi.stubGlobal('window', { open })
  openLink('javascript:alert(1)')
  openLink('https://hookline.example/')
  expect(open.mock.calls).toEqual([['https://hookline.example/', '_blank', 'noopener,noreferrer']])
})
