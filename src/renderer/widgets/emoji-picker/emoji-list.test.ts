import german from 'emojibase-data/de/compact.json' with { type: 'json' }
import english from 'emojibase-data/en/compact.json' with { type: 'json' }
import github from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' }
import slack from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { buildEmojiNames } from '../message-body/emoji-names.ts'
import { buildEmojiList, searchEmoji, withTone, type RawEmoji, type RawLists } from './emoji-list.ts'

const codes = [slack, github] as unknown as RawLists['codes']
const list = buildEmojiList({ english: english as unknown as RawEmoji[], local: null, codes })
const germanList = buildEmojiList({ english: english as unknown as RawEmoji[], local: german as unknown as RawEmoji[], codes })
const find = (code: string) => list.find((emoji) => emoji.code === code)!

test('every emoji of the picker is what its shortcode becomes in a message', () => {
  const names = buildEmojiNames([slack, github] as never)
  expect(list.filter((emoji) => names.get(emoji.code) !== emoji.char).map(({ code }) => code)).toEqual([])
  expect(list.length).toBeGreaterThan(1800)
})

test('tones are the same for both hands, and only where there are some', () => {
  expect(withTone(find('+1'), 0)).toBe('👍')
  expect(withTone(find('+1'), 5)).toBe('👍🏿')
  expect(withTone(find('people_holding_hands'), 1)).toBe('🧑🏻‍🤝‍🧑🏻')
  expect(withTone(find('heart'), 3)).toBe('❤️')
})

test('finds by shortcode, name and keyword, the shortcode first', () => {
  expect(searchEmoji(list, ':tada:')[0]?.char).toBe('🎉')
  expect(searchEmoji(list, 'thumbs up')[0]?.char).toBe('👍')
  expect(searchEmoji(list, 'thumb')[0]?.char).toBe('👍')
  expect(searchEmoji(list, 'celebrate').map(({ char }) => char)).toContain('🎉')
  expect(searchEmoji(list, 'zzzz')).toEqual([])
})

test('in German the names are German, and English words find them too', () => {
  const heart = searchEmoji(germanList, 'rotes Herz')[0]
  expect(heart).toMatchObject({ char: '❤️', name: 'rotes Herz', code: 'heart' })
  expect(searchEmoji(germanList, 'red heart')[0]?.char).toBe('❤️')
  expect(searchEmoji(germanList, 'glucklich').length).toBeGreaterThan(0)
})
