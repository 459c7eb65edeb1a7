import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { QrPicture } from './qr-picture.tsx'

test('dark modules become runs on a white ground of the whole size', () => {
  const drawn = renderToStaticMarkup(<QrPicture label="Invite" modules={[[true, true, false], [false, false, false], [true, false, true]]} />)
  expect(drawn).toContain('viewBox="0 0 3 3"')
  expect(drawn).toContain('d="M0 0h2v1H0zM0 2h1v1H0zM2 2h1v1H2z"')
  expect(drawn).toContain('aria-label="Invite"')
})
