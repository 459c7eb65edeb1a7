import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { Sent } from './channel-files.tsx'

const drawn = (type: Message['type']): string => renderToStaticMarkup(<Sent message={{ ...blankMessage, type, username: 'Lena & <Fischer>', createdAt: 0 } as unknown as Message} />)

test('a file of a tool says BOT after the name that the tool chose, one of a person does not', () => {
  expect(drawn('webhook')).toContain('<bdi>Lena &amp; &lt;Fischer&gt;</bdi> <span class="sign__bot">BOT</span>, ')
  expect(drawn('message')).toContain('<bdi>Lena &amp; &lt;Fischer&gt;</bdi>, ')
})
