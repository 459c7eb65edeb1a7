/** Nothing in a stylesheet says left or right, so that the window can be read from either side. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, root } from './tree.ts'

/** Declarations that may be physical, and why. */
const allowed: Record<string, readonly string[]> = {}

const sided = /^(?:(?:margin|padding|inset|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right|border-(?:top|bottom)-(?:left|right)-radius|overflow-[xy]-(?:left|right))$/
const fourSided = /^(?:margin|padding|inset|border-(?:width|style|color)|scroll-(?:margin|padding))$/

interface Declaration {
  readonly selector: string
  readonly property: string
  readonly value: string
}

/** @returns why a declaration looks the same from both sides although it should not; undefined when it is fine. */
function findSide({ property, value }: Declaration): string | undefined {
  const parts = splitValue(value)
  if (sided.test(property)) return 'a side in the property'
  if (/^(?:text-align|float|clear|caption-side)$/.test(property) && /^(?:left|right)$/.test(value)) return 'a side in the value'
  if (/(?:-position|-origin)$/.test(property) && /\b(?:left|right)\b/.test(value)) return 'a side in the value'
  if (fourSided.test(property) && parts.length === 4 && parts[1] !== parts[3]) return 'a different left and right'
  if (property === 'border-radius' && !isMirrored(parts)) return 'different corners left and right'
  return /gradient\((?:to (?:left|right)|90deg|270deg|-90deg)/.test(value) ? 'a gradient to one side' : undefined
}

function isMirrored([topStart = '0', topEnd = topStart, bottomEnd = topStart, bottomStart = topEnd]: string[]): boolean {
  return topStart === topEnd && bottomStart === bottomEnd
}

/** The parts between spaces; what stands in brackets is one part. */
function splitValue(value: string): string[] {
  return value.replace(/\s*!important$/, '').match(/(?:[^\s()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+/g) ?? []
}

const isMoved = ({ property, value }: Declaration): boolean => (property === 'transform' && /translate(?:X|3d)?\(\s*(?!0)/.test(value)) || (property === 'translate' && !/^0/.test(value))

function readDeclarations(css: string): Declaration[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...bare.matchAll(/([^{};]*)\{([^{}]*)\}/g)].flatMap(([, selector = '', body = '']) =>
    body.split(';').map((text) => {
      const [property = '', ...value] = text.split(':')
      return { selector: selector.trim(), property: property.trim(), value: value.join(':').trim() }
    }),
  )
}

const stylesheets = filesBelow('src/renderer').filter((path) => path.endsWith('.css'))

test('no stylesheet says left or right', () => {
  const found = stylesheets.flatMap((path) =>
    readDeclarations(readFileSync(join(root, path), 'utf8')).flatMap((declaration) => {
      const { selector, property, value } = declaration
      const side = findSide(declaration)
      return side === undefined || allowed[path]?.includes(property) ? [] : [`${path} ${selector} { ${property}: ${value} } has ${side}`]
    }),
  )
  expect(found).toEqual([])
})

test('what is moved sideways is moved the other way where one reads from the right', () => {
  const found = stylesheets.flatMap((path) => {
    const moved = readDeclarations(readFileSync(join(root, path), 'utf8')).filter(isMoved)
    const mirrored = moved.filter(({ selector }) => /dir\(rtl\)|\[dir=/.test(selector)).map(({ selector }) => plain(selector))
    return moved.filter(({ selector }) => !mirrored.includes(plain(selector))).map(({ selector, value }) => `${path} ${selector} ${value}`)
  })
  expect(found).toEqual([])
})

const plain = (selector: string): string => selector.replace(/:dir\(rtl\)|(?:html)?\[dir="?rtl"?\]\s*/g, '').trim()

test('the checks see what they look for', () => {
  const css = `
    .a { margin-left: 1px; padding: 0 calc(1px + (2px * 2)) 0 1px; color: red }
    @media (max-width: 10px) { .b { border-radius: 0 3px 3px 0; text-align: right } /* left: 0 */ }
    .fine { inset: 0 1px; border-radius: 3px 3px 0 0; padding-inline: 1px 2px; margin: 1px 2px 3px; transform: translateY(1px) }`
  expect(readDeclarations(css).filter(findSide).map(({ property }) => property)).toEqual(['margin-left', 'padding', 'border-radius', 'text-align'])
  expect(readDeclarations('.a { transform: translateX(1px) } .b { translate: 0 3px; transform: translateY(1px) }').filter(isMoved)).toHaveLength(1)
})
