import { expect, test } from 'vitest'
import type { Emoji } from './emoji-list.ts'
import { buildGrid, buildSections, cellAt, COLUMNS, moveInGrid, rowOf } from './emoji-rows.ts'

const emoji = (char: string, group: number, tones: readonly string[] | null = null): Emoji => ({ char, name: char, code: char, tones, group, codes: [], words: [] })
const faces = Array.from({ length: COLUMNS + 2 }, (_, index) => emoji(`f${index}`, 0))
const hand = emoji('h', 1, ['h1', 'h2', 'h3', 'h4', 'h5'])
const list = [...faces, hand]
const grid = buildGrid(buildSections(list, []))

test('sections without emoji are left out, recent ones come first and once', () => {
  expect(buildSections(list, ['h3', 'f1', 'h', 'gone']).map(({ id, emoji: cells }) => [id, cells.map(({ char }) => char).join(' ')])).toEqual([
    ['recent', 'h f1'],
    [0, faces.map(({ char }) => char).join(' ')],
    [1, 'h'],
  ])
})

test('cells are counted through all sections', () => {
  expect(grid.map((row) => (row.kind === 'title' ? row.section : row.first))).toEqual([0, 0, COLUMNS, 1, COLUMNS + 2])
  expect(cellAt(grid, COLUMNS + 2)?.char).toBe('h')
  expect(rowOf(grid, COLUMNS)).toBe(2)
  expect(rowOf(grid, 99)).toBe(-1)
})

test('arrows stay in the grid, up leaves it from the first row', () => {
  const from = (cell: number) => (move: Parameters<typeof moveInGrid>[2]) => moveInGrid(grid, cell, move)
  expect(from(0)('left')).toBe(0)
  expect(from(3)('up')).toBeNull()
  // The second row has two cells, the third one.
  expect(from(5)('down')).toBe(COLUMNS + 1)
  expect(from(COLUMNS + 1)('down')).toBe(COLUMNS + 2)
  expect(from(COLUMNS + 2)('down')).toBe(COLUMNS + 2)
  expect(from(COLUMNS + 2)('right')).toBe(COLUMNS + 2)
  expect(from(COLUMNS + 2)('up')).toBe(COLUMNS)
  expect(from(COLUMNS - 1)('right')).toBe(COLUMNS)
  expect(from(4)('rowEnd')).toBe(COLUMNS - 1)
  expect(from(COLUMNS + 1)('rowStart')).toBe(COLUMNS)
  expect(from(4)('last')).toBe(COLUMNS + 2)
  expect(from(4)('first')).toBe(0)
  expect(from(4)('pageDown')).toBe(COLUMNS + 2)
  expect(from(COLUMNS + 2)('pageUp')).toBe(0)
})
