/** Which addresses leave the app, and which files app:// shows: over hostile lists, without a window. */
import { describe, expect, test } from 'vitest'
import { readRendererPath } from '../../src/main/desktop/renderer-path.ts'
import { safeLink } from '../../src/main/desktop/link-address.ts'
import { openedAddresses, refusedAddresses } from './hostile-addresses.ts'

describe('addresses for the system', () => {
  test('the list is long, and each entry is there once', () => {
    expect(refusedAddresses.length).toBeGreaterThan(200)
    expect(new Set(refusedAddresses).size).toBe(refusedAddresses.length)
  })

  test('none of the hostile ones is let through', () => {
    expect(refusedAddresses.filter((raw) => safeLink(raw) !== undefined)).toEqual([])
  })

  test.each([null, undefined, 1, {}, ['https://example.com'], { toString: () => 'https://example.com' }])('nor what is no text: %j', (raw) => {
    expect(safeLink(raw)).toBeUndefined()
  })

  test.each(openedAddresses)('%s', (raw, given) => {
    expect(safeLink(raw)).toBe(given)
    // Given again it stays what it is, and nothing in it means something to a shell's quoting.
    expect(safeLink(given)).toBe(given)
    expect(given).not.toMatch(/[\s"'`<>\\|^{}\p{Cc}]/u)
  })
})

describe('files under app://hookline', () => {
  test.each([
    ['app://hookline/index.html', ['index.html']],
    ['app://hookline/index.html#/channels/ops', ['index.html']],
    ['app://hookline/index.html?x=/../..', ['index.html']],
    ['app://hookline/assets/index-Ab_1.js', ['assets', 'index-Ab_1.js']],
    ['app://hookline/assets/./../assets/a.css', ['assets', 'a.css']],
    // What stands around an address is no part of it.
    [' app://hookline/index.html\u0000 ', ['index.html']],
  ])('%s is shown', (url, segments) => {
    expect(readRendererPath(url)).toEqual({ status: 200, segments })
  })

  test.each([
    ['app://hookline/..%2f..%2fpackage.json', 404],
    ['app://hookline/%2e%2e%2f%2e%2e%2fetc/passwd', 404],
    ['app://hookline/%252e%252e%252fetc/passwd', 404],
    ['app://hookline/..%5c..%5cpackage.json', 404],
    ['app://hookline/..\\..\\package.json', 404],
    ['app://hookline/assets\\..\\..\\main\\desktop.js', 404],
    ['app://hookline/assets/..%2f..%2f..%2fmain/desktop.js', 404],
    ['app://hookline/%c0%ae%c0%ae/etc/passwd', 400],
    ['app://hookline/index.html%00.png', 404],
    ['app://hookline/%00', 404],
    ['app://hookline/index\u0000.html', 404],
    ['app://hookline/%', 400],
    ['app://hookline/%zz', 400],
    ['app://hookline/%e0%a4%a', 400],
    ['app://hookline/', 404],
    ['app://hookline', 404],
    ['app://hookline//etc/passwd', 404],
    ['app://hookline/./', 404],
    ['app://hookline/.env', 404],
    ['app://hookline/C:/Windows/win.ini', 404],
    ['app://hookline/C%3a%5cWindows%5cwin.ini', 404],
    ['app://hookline/index.html::$DATA', 404],
    ['app://hookline/a/b/c/d/e', 404],
    [`app://hookline/${'a'.repeat(5000)}`, 404],
    ['app://hookline/%20index.html', 404],
    ['app://hookline/＂index.html', 404],
    ['app://evil/index.html', 404],
    ['app://hookline.evil/index.html', 404],
    ['app://hookline:1/index.html', 404],
    ['app://user@hookline/index.html', 404],
    ['app://user:secret@hookline/index.html', 404],
    ['app:index.html', 404],
    ['app:///index.html', 404],
    ['file:///etc/passwd', 404],
    ['https://hookline/index.html', 404],
    ['not an address', 400],
    ['', 400],
  ])('%s → %d', (url, status) => {
    expect(readRendererPath(url).status).toBe(status)
  })
})
