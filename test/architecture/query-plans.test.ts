/** Every statement of the store finds its rows by an index, however much has gathered; SQLite's own plan is the witness. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '#server/store/migrate.ts'
import { makeHistory } from '../helpers/history.ts'
import { startApp } from '../helpers/start-app.ts'
import { filesBelow, root } from './tree.ts'

/** Tables that grow with use. All others are as large as the team is. */
const growing = new Set(['message', 'message_file', 'thread', 'reaction', 'notice', 'thread_follow', 'saved_message', 'change_log', 'verdict', 'address', 'hook_signed_seen', 'channel_member', 'hook_case', 'case_key', 'hook_thread', 'consent', 'delivery', 'delivery_attempt', 'delivery_lane', 'numbered_message', 'unopened', 'dropped_record', 'hook_hour', 'hook_queue', 'hook_queue_file', 'repeated_message', 'message_repeat'])

/** Statements without a condition on an index, each with the reason why that is right. */
const inOrder = new Map([
  ...['DELETE FROM delivery WHERE subscription_id = ?', 'DELETE FROM delivery WHERE channel_id = ?', 'DELETE FROM delivery_lane WHERE channel_id = ?'].map((sql) => [sql, 'once, when the team does not take what it belongs to'] as const),
  ['SELECT id FROM verdict ORDER BY id DESC LIMIT 1', 'the last row number: one step'],
  ['SELECT row FROM message ORDER BY row DESC LIMIT 1', 'the last row number: one step'],
  ['SELECT seq FROM change_log ORDER BY seq DESC LIMIT 1', 'the last row number: one step'],
  ...['hook_thread', 'case_key', 'hook_case', 'reaction', 'thread', 'message_file', 'message', 'consent', 'channel_member'].map((table) => [`DELETE FROM ${table}`, 'everything is made anew'] as const),
  ['SELECT id, row FROM message', 'everything is made anew'],
  [
    'SELECT message_id AS messageId, channel_id AS channelId, count, last_at AS lastAt, told, told_at AS toldAt FROM repeated_message INDEXED BY repeated_message_untold WHERE count > told LIMIT ?',
    'its index holds what is asked for and nothing else',
  ],
  ["SELECT log, position FROM unopened WHERE state = 'waiting' AND change IS NULL AND log <> 'workspace'", 'once, at the start that mended a damaged sync.db'],
  ['SELECT * FROM unopened WHERE change IS NOT NULL ORDER BY log, position', 'its index holds what is asked for and nothing else'],
  [
    'INSERT INTO relay_cursor (log, position) SELECT log, max(position) FROM change_log WHERE position < 281474976710656 GROUP BY log ON CONFLICT (log) DO UPDATE SET position = excluded.position',
    'once, when a workspace begins to be hosted',
  ],
])

/** These two take any statement; what they are given is found at their callers. */
const conduits = ['src/main/server/store/connection.ts', 'src/main/server/store/write.ts']

/** Migrations know their own tables; recovery reads a damaged file from end to end, and its indexes are what may be damaged. */
const files = filesBelow('src/main/server/store').filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/migrations/') && !path.includes('/recovery/') && !conduits.includes(path))
const found = files.flatMap((path) => statementsOf(path))
const statements = [...new Set(found.flatMap(({ sql }) => sql))]
const db = new Database(':memory:')
beforeAll(() => migrate(db))
afterAll(() => db.close())

test('every statement in the store can be read by this test', () => {
  expect(found.filter(({ sql }) => sql.length === 0).map(({ where }) => where)).toEqual([])
  expect(statements.length).toBeGreaterThan(30)
})

describe('finds its rows by an index', () => {
  test.each(statements.map((sql) => [sql.replace(/\s+/g, ' ').slice(0, 160), sql] as const))('%s', (_, sql) => {
    const tables = tablesOf(sql)
    const isGrowing = (alias: string | undefined) => growing.has(tables.get(alias ?? '') ?? '')
    const plan = explain(sql)
    const scans = plan.filter((detail) => isGrowing(/^SCAN (\w+)/.exec(detail)?.[1]))
    expect(inOrder.has(sql) ? [] : scans, plan.join('\n')).toEqual([])
    // A page of messages, changes, verdicts or cases comes in the index's order; sorting would read all of them first.
    const sorts = plan.some((detail) => detail.includes('TEMP B-TREE FOR ORDER BY')) && ['message', 'change_log', 'verdict', 'hook_case', 'delivery'].some((table) => [...tables.values()][0] === table)
    expect(sorts, plan.join('\n')).toBe(false)
  })
})

test('every exception is still needed', () => {
  expect([...inOrder.keys()].filter((sql) => !statements.includes(sql))).toEqual([])
})

test('nothing else is run: a history of everything that people do prepares only these', async () => {
  const prepared = new Set<string>()
  const original = Object.getOwnPropertyDescriptor(Database.prototype, 'prepare')
  const prepare = Database.prototype.prepare
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    prepared.add(sql)
    return prepare.call(this, sql)
  } as typeof prepare
  try {
    const t = await startApp()
    await makeHistory(t).finally(() => t.stop())
  } finally {
    if (original) Object.defineProperty(Database.prototype, 'prepare', original)
    else Reflect.deleteProperty(Database.prototype, 'prepare')
  }
  expect(prepared.size).toBeGreaterThan(20)
  expect([...prepared].filter((sql) => !statements.includes(sql) && !/^(BEGIN IMMEDIATE|COMMIT|ROLLBACK|PRAGMA |PRAGMA\()/i.test(sql))).toEqual([])
}, 30_000)

function explain(sql: string): string[] {
  const parameters = sql.split('?').length - 1
  return (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: parameters }, () => null)) as { detail: string }[]).map(({ detail }) => detail)
}

/** Alias (or name) to table. */
function tablesOf(sql: string): Map<string, string> {
  const pairs = [...sql.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?(?!(?:WHERE|ORDER|JOIN|ON|SET|LEFT|LIMIT|GROUP|UNION|INDEXED|NOT)\b)(\w+))?/g)]
  return new Map(pairs.map(([, table = '', alias]) => [alias ?? table, table]))
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true)
}

/** The constants that stand at a file's top. */
function constantsOf(file: ts.SourceFile): [string, ts.Expression][] {
  const declarations = file.statements.filter((statement) => ts.isVariableStatement(statement)).flatMap((statement) => [...statement.declarationList.declarations])
  return declarations.flatMap(({ name, initializer }): [string, ts.Expression][] => (ts.isIdentifier(name) && initializer ? [[name.text, initializer]] : []))
}

/** Parts of statements and limits that a file takes from another of the store or the contract, and what those are made of. */
function importedConstants(file: ts.SourceFile, path: string, depth = 2): [string, ts.Expression][] {
  if (depth === 0) return []
  return file.statements.filter((statement) => ts.isImportDeclaration(statement)).flatMap(({ moduleSpecifier, importClause }) => {
    const source = (moduleSpecifier as ts.StringLiteral).text
    const target = source.startsWith('.') ? join(dirname(path), source) : source.replace('#shared/', 'src/shared/')
    const names = importClause?.namedBindings && ts.isNamedImports(importClause.namedBindings) ? importClause.namedBindings.elements.map(({ name }) => name.text) : []
    if (!target.startsWith('src/')) return []
    const from = parse(target)
    const taken = constantsOf(from).filter(([name]) => names.includes(name))
    return taken.length === 0 ? [] : [...importedConstants(from, target, depth - 1), ...taken]
  })
}

/** Each call of get, all, run, iterate or prepare with the statements that it may be given; none when they cannot be told. */
function statementsOf(path: string): { where: string; sql: string[] }[] {
  const file = parse(path)
  const constants = new Map([...importedConstants(file, path), ...constantsOf(file)])
  const calls: { where: string; sql: string[] }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) constants.set(node.name.text, node.initializer)
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && isStatementCall(node.expression) && node.arguments[0]) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart())
      calls.push({ where: `${path}:${line + 1}`, sql: evaluate(node.arguments[0], constants) })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  // Constants may be declared below their use.
  return calls.map((call) => call)
}

function isStatementCall({ expression, name }: ts.PropertyAccessExpression): boolean {
  if (name.text === 'prepare') return true
  return ['get', 'all', 'run', 'iterate'].includes(name.text) && ts.isIdentifier(expression) && ['reader', 'tx', 'connection', 'db'].includes(expression.text)
}

/** The texts that an expression of literals, constants and choices can have. */
function evaluate(node: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text]
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return evaluate(node.expression, constants)
  if (ts.isConditionalExpression(node)) return [...evaluate(node.whenTrue, constants), ...evaluate(node.whenFalse, constants)]
  if (ts.isIdentifier(node)) {
    const value = constants.get(node.text)
    return value ? evaluate(value, constants) : []
  }
  if (ts.isNumericLiteral(node)) return [node.text]
  // One of a table of statements: any of them.
  if (ts.isElementAccessExpression(node)) return evaluate(node.expression, constants)
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((property) => (ts.isPropertyAssignment(property) ? evaluate(property.initializer, constants) : []))
  if (!ts.isTemplateExpression(node)) return []
  return node.templateSpans.reduce(
    (texts, span) => texts.flatMap((text) => evaluate(span.expression, constants).map((value) => text + value + span.literal.text)),
    [node.head.text],
  )
}
