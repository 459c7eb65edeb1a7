/** Finds every sentence with which the server can refuse something, say what became of a request, or why its team is not in step. */
import ts from 'typescript'
import { Tree } from './outcomes.ts'
import { sourceFiles } from './tree.ts'
import { walk } from './words.ts'

export interface Said {
  /** With `{}` for each value that is filled in. */
  readonly text: string
  readonly place: string
}

export interface Found {
  readonly said: readonly Said[]
  /** What is said there comes from elsewhere than the sources, or by a way that cannot be followed. */
  readonly lost: readonly string[]
}

/** Thrown for people, the sentence as second argument. */
const refusals = new Set(['AppError', 'RelayRefused', 'FileRefused', 'DialError', 'LinkError'])

/** All of src/shared and src/main/server. */
export function findRefusals(tree = new Tree(sourceFiles().filter((path) => /^src\/(shared|main\/server)\//.test(path)))): Found {
  const said: Said[] = []
  const lost: string[] = []
  for (const source of tree.sources()) {
    walk(source, (node) => {
      for (const value of spokenIn(node)) {
        const place = `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
        for (const text of tree.outcomes(value)) {
          // Of holes alone nothing is known.
          if (text === undefined || !/[^{}.]/.test(text || 'x')) lost.push(`${source.fileName} ${value.getText()}`)
          else if (text !== '') said.push({ text, place })
        }
      }
    })
  }
  return { said, lost: [...new Set(lost)] }
}

/** The expressions in a node that come to a sentence for people. */
function spokenIn(node: ts.Node): ts.Expression[] {
  if (ts.isNewExpression(node) && refusals.has(node.expression.getText())) return node.arguments?.slice(1, 2) ?? []
  const path = node.getSourceFile().fileName
  if (aboutRequests.test(path)) return toldOfRequests(node, path)
  if (path.startsWith('src/shared/contract/')) return issuesIn(node)
  if (!path.startsWith('src/main/server/sync/')) return []
  // What an arrival rests on stands at the end of a sentence.
  if (path.endsWith('/judge-change.ts') && ts.isCallExpression(node) && node.expression.getText() === 'missing') return node.arguments.slice(0, 1)
  return isSentence(node) ? [node] : []
}

/** These decide what becomes of a request. */
const aboutRequests = /^src\/(?:shared\/dialects\/|shared\/core\/(?:json-scan|json-scanner|hook-mentions)\.ts|main\/server\/(?:listener|actions\/posts)\/|main\/server\/actions\/hooks\/decide-address\.ts)/
/** What was done is told there in sentences that are joined. */
const tellDone = /\/(?:build-verdict|drain-queue|hook-mentions|discord\/read-payload)\.ts$/

/** The sentences of a verdict, and the parts that stand in some of them; where it is kept they come from elsewhere. */
function toldOfRequests(node: ts.Node, path: string): ts.Expression[] {
  if (tellDone.test(path) && isSentence(node)) return [node]
  if (path.endsWith('/record-verdict.ts')) return []
  if (ts.isShorthandPropertyAssignment(node) && node.name.text === 'detail') return [node.name]
  if (ts.isPropertyAssignment(node) && (node.name.getText() === 'detail' || (path.includes('/json-scan') && node.name.getText() === 'problem'))) return [unhidden(node.initializer)]
  // Which secret signed it stands beside the verdict.
  if (ts.isCallExpression(node) && node.expression.getText() === 'describeSecret') return [node]
  // What Discord's form checks note: where, a code, and why.
  return ts.isCallExpression(node) && /(?:^|\.)note$/.test(node.expression.getText()) && path.includes('/discord/') ? node.arguments.slice(2, 3) : []
}

/** What is known to be secret is taken out of a text that is said otherwise as it is. */
const unhidden = (node: ts.Expression): ts.Expression => (ts.isCallExpression(node) && node.expression.getText() === 'hideKnown' ? node.arguments[0]! : node)

/** What a schema says of a value that it does not take. */
function issuesIn(node: ts.Node): ts.Expression[] {
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'error' && !ts.isArrowFunction(node.initializer)) return mayBeText(node.initializer)
  const called = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : ''
  return ts.isCallExpression(node) && ['regex', 'refine', 'min', 'max'].includes(called) ? node.arguments.slice(1, 2).flatMap(mayBeText) : []
}

const mayBeText = (node: ts.Expression): ts.Expression[] => (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ? [node] : [])

/** Anything else that keeps a team in step says why not by a text that is handed on in many ways: there, whatever looks like a sentence is one. */
function isSentence(node: ts.Node): node is ts.Expression {
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return false
  const parts = ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)] : [node.text]
  const isSpoken = /^(?:[A-Z“#@]|$)/.test(parts[0]!) && parts.at(-1)!.endsWith('.') && parts.join(' ').trim().includes(' ')
  return isSpoken && !isForDevelopers(node)
}

/** Bugs and the log are in English everywhere. */
function isForDevelopers(node: ts.Node): boolean {
  for (let around = node.parent; around !== undefined && !ts.isStatement(around); around = around.parent) {
    if (ts.isNewExpression(around) && /^(Range|Type)?Error$/.test(around.expression.getText())) return true
    if (ts.isCallExpression(around) && /\blog\b|\.test$/.test(around.expression.getText())) return true
  }
  return false
}
