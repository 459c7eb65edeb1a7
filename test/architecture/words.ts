/** Finds the words of the window: which stand in the code although they belong into the catalogue, and which of the catalogue the code names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root, sourceFiles } from './tree.ts'

/** Attributes and properties that people read or hear. */
const spoken = new Set(['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label', 'text', 'hint', 'effect', 'confirmLabel', 'message', 'description'])

export interface Literal {
  readonly path: string
  readonly line: number
  readonly text: string
}

/** The window's own code: all of src/renderer but the catalogue. */
export function windowSources(): ts.SourceFile[] {
  const paths = sourceFiles().filter((path) => path.startsWith('src/renderer/') && !/^src\/renderer\/text\/[a-z]{2}\//.test(path))
  return paths.map((path) => parse(path, readFileSync(join(root, path), 'utf8')))
}

export const parse = (path: string, code: string): ts.SourceFile => ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)

/** Texts with letters that are drawn or spoken as they stand in the code. */
export function findUntranslated(source: ts.SourceFile): Literal[] {
  const found: Literal[] = []
  const report = (node: ts.Node, text: string): void => {
    const shown = text.replace(/&\w+;/g, '').trim()
    // A single letter is a key.
    if (/\p{L}{2}/u.test(shown)) found.push({ path: source.fileName, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: shown })
  }
  walk(source, (node) => {
    if (ts.isJsxText(node)) report(node, node.text)
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) for (const [at, text] of outcomes(node.expression)) report(at, text)
    const named = nameOf(node)
    if (named !== undefined && spoken.has(named.name)) for (const [at, text] of outcomes(named.value)) report(at, text)
  })
  return found
}

function nameOf(node: ts.Node): { name: string; value: ts.Node | undefined } | undefined {
  if (ts.isJsxAttribute(node)) return { name: node.name.getText(), value: node.initializer && ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer }
  if (ts.isPropertyAssignment(node)) return { name: node.name.getText().replace(/^'|'$/g, ''), value: node.initializer }
  return undefined
}

/** The literal texts that an expression can come to: `a ? 'x' : y ?? 'z'` comes to x and z. */
function outcomes(node: ts.Node | undefined): [ts.Node, string][] {
  if (node === undefined) return []
  if (ts.isStringLiteralLike(node)) return [[node, node.text]]
  if (ts.isTemplateExpression(node)) return [[node, partsOf(node).join(' ')]]
  if (ts.isConditionalExpression(node)) return [...outcomes(node.whenTrue), ...outcomes(node.whenFalse)]
  if (ts.isBinaryExpression(node)) return isComparison(node) ? [] : [...outcomes(node.left), ...outcomes(node.right)]
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) return outcomes(node.expression)
  return []
}

const isComparison = ({ operatorToken }: ts.BinaryExpression): boolean => /^[!=<>]/.test(operatorToken.getText())

export interface Uses {
  /** `area:key` as the code writes them. */
  readonly keys: readonly Literal[]
  /** Keys with a hole. */
  readonly patterns: readonly (Literal & { readonly pattern: RegExp })[]
  /** Texts of a file whose `<Trans>` takes its key from a variable: any of them may be the key. */
  readonly possible: readonly string[]
}

/** Every key that the code names: in `t()`, in a table of keys, or in a `<Trans>`. */
export function findUses(source: ts.SourceFile, areas: readonly string[]): Uses {
  const keys: Literal[] = []
  const patterns: (Literal & { pattern: RegExp })[] = []
  const possible: string[] = []
  const add = (node: ts.Node, prefix = ''): void => {
    const parts = partsOf(node)
    const text = prefix + parts.join('${…}')
    // `app://…` is an address; no key begins with a slash.
    if (parts.length === 0 || !areas.some((area) => text.startsWith(`${area}:`) && !text.startsWith(`${area}:/`))) return
    const use = { path: source.fileName, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text }
    if (parts.length === 1) keys.push(use)
    else patterns.push({ ...use, pattern: new RegExp(`^${[prefix + parts[0], ...parts.slice(1)].map(escape).join('[^:]+?')}$`) })
  }
  walk(source, (node) => {
    add(node)
    const trans = transOf(node)
    const written = outcomes(trans?.key)
    for (const [at] of written) add(at, `${trans?.area}:`)
    if (trans !== undefined && written.length === 0) walk(source, (text) => void (ts.isStringLiteralLike(text) && possible.push(`${trans.area}:${text.text}`)))
  })
  return { keys, patterns, possible }
}

/** A text in one piece, a template in the pieces around its holes, anything else in none. */
function partsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  return ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)] : []
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function transOf(node: ts.Node): { area: string; key: ts.Node | undefined } | undefined {
  if (!(ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) || node.tagName.getText() !== 'Trans') return undefined
  const attribute = (name: string): ts.Node | undefined => node.attributes.properties.map(nameOf).find((found) => found?.name === name)?.value
  const area = attribute('ns')
  return { area: area !== undefined && ts.isStringLiteralLike(area) ? area.text : 'common', key: attribute('i18nKey') }
}

/** Calls `visit` for a node and all below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  node.forEachChild((child) => walk(child, visit))
}
