/** Which texts an expression of the sources can come to, with `{}` for what is filled in: follows constants, choices, functions, parameters and imports, by syntax alone. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import ts from 'typescript'
import { root } from './tree.ts'
import { parse, walk } from './words.ts'

const HOLE = '{}'
/** Follows no further than this; nothing that is said goes so far. */
const DEPTH = 12

type Callable = ts.FunctionDeclaration | ts.ArrowFunction

/** All sources that can say something, parsed once. */
export class Tree {
  private readonly parsed = new Map<string, ts.SourceFile>()
  private callsByName: Map<string, ts.CallExpression[]> | undefined
  private readonly paths: readonly string[]

  /** @param paths of the sources, from the root of the repository */
  constructor(paths: readonly string[]) {
    this.paths = paths
  }

  /** For code that is not on the disk. */
  static of(files: Readonly<Record<string, string>>): Tree {
    const tree = new Tree(Object.keys(files))
    for (const [path, code] of Object.entries(files)) tree.parsed.set(path, parse(path, code))
    return tree
  }

  sources(): ts.SourceFile[] {
    return this.paths.map((path) => this.source(path))
  }

  /** Undefined as a member: an outcome that cannot be followed. No member: nothing is said. */
  outcomes(node: ts.Node, depth = 0): (string | undefined)[] {
    if (depth > DEPTH) return [undefined]
    const next = (one: ts.Node): (string | undefined)[] => this.outcomes(one, depth + 1)
    if (ts.isStringLiteralLike(node)) return [node.text]
    if (ts.isTemplateExpression(node)) return this.template(node, depth)
    if (ts.isConditionalExpression(node)) return [...next(node.whenTrue), ...next(node.whenFalse)]
    if (ts.isBinaryExpression(node)) return this.binary(node, depth)
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node)) return next(node.expression)
    if (node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined')) return []
    if (ts.isIdentifier(node)) return this.declared(node, depth)
    if (ts.isCallExpression(node)) return this.called(node, depth)
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return this.member(node, depth)
    return [undefined]
  }

  private template({ head, templateSpans }: ts.TemplateExpression, depth: number): string[] {
    let texts = [head.text]
    for (const { expression, literal } of templateSpans) {
      const filled = new Set(this.outcomes(expression, depth + 1).map((text) => text ?? HOLE))
      if (filled.size === 0) filled.add(HOLE)
      // A hole may be empty too.
      const each = [...filled].filter((text) => text !== '' || !filled.has(HOLE))
      texts = texts.flatMap((text) => each.map((value) => text + value + literal.text))
    }
    return texts
  }

  private binary({ left, right, operatorToken }: ts.BinaryExpression, depth: number): (string | undefined)[] {
    const [before, after] = [this.outcomes(left, depth + 1), this.outcomes(right, depth + 1)]
    if (operatorToken.kind === ts.SyntaxKind.PlusToken) return before.flatMap((one) => after.map((two) => (one ?? HOLE) + (two ?? HOLE)))
    const isChoice = operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken || operatorToken.kind === ts.SyntaxKind.BarBarToken
    return isChoice ? [...before, ...after] : [undefined]
  }

  private declared(name: ts.Identifier, depth: number): (string | undefined)[] {
    const found = this.resolve(name)
    if (found === undefined) return [undefined]
    if (ts.isParameter(found)) return this.given(found, depth)
    if (!ts.isVariableDeclaration(found) || !ts.isIdentifier(found.name) || found.initializer === undefined) return [undefined]
    return [found.initializer, ...assignmentsTo(found)].flatMap((value) => this.outcomes(value, depth + 1))
  }

  /** What the callers of a function give for a parameter. */
  private given(parameter: ts.ParameterDeclaration, depth: number): (string | undefined)[] {
    const callable = parameter.parent
    if (!ts.isIdentifier(parameter.name) || !(ts.isFunctionDeclaration(callable) || ts.isArrowFunction(callable))) return [undefined]
    const index = callable.parameters.indexOf(parameter)
    const values = this.callsOf(callable).map((call) => call.arguments[index])
    return values.length === 0 ? [undefined] : [...new Set(values.flatMap((value) => (value === undefined ? [] : this.outcomes(value, depth + 1))))]
  }

  private called(call: ts.CallExpression, depth: number): (string | undefined)[] {
    const callable = ts.isIdentifier(call.expression) ? asCallable(this.resolve(call.expression)) : undefined
    if (callable?.body === undefined) return [undefined]
    const values = ts.isBlock(callable.body) ? returnsOf(callable.body) : [callable.body]
    return [...new Set(values.flatMap((value) => this.outcomes(value, depth + 1)))]
  }

  /** Of a table of texts: the one that is named, or any. */
  private member(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, depth: number): (string | undefined)[] {
    const table = ts.isIdentifier(node.expression) ? this.resolve(node.expression) : undefined
    const value = table && ts.isVariableDeclaration(table) && table.initializer !== undefined ? bare(table.initializer) : undefined
    if (value === undefined || !ts.isObjectLiteralExpression(value)) return [undefined]
    const wanted = ts.isPropertyAccessExpression(node) ? node.name.text : undefined
    const entries = value.properties.filter(ts.isPropertyAssignment).filter(({ name }) => wanted === undefined || name.getText() === wanted)
    return entries.length === 0 ? [undefined] : entries.flatMap(({ initializer }) => this.outcomes(initializer, depth + 1))
  }

  private callsOf(callable: Callable): ts.CallExpression[] {
    if (this.callsByName === undefined) {
      const all = (this.callsByName = new Map<string, ts.CallExpression[]>())
      for (const source of this.sources()) walk(source, (node) => {
        if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) all.set(node.expression.text, [...(all.get(node.expression.text) ?? []), node])
      })
    }
    const name = ts.isFunctionDeclaration(callable) ? callable.name?.text : ts.isVariableDeclaration(callable.parent) ? callable.parent.name.getText() : undefined
    return (this.callsByName.get(name ?? '') ?? []).filter((call) => asCallable(this.resolve(call.expression as ts.Identifier)) === callable)
  }

  /** The declaration that a name stands for: in a block around it, or where it is imported from. */
  private resolve(name: ts.Identifier): ts.Declaration | undefined {
    for (let scope: ts.Node | undefined = name.parent; scope !== undefined; scope = scope.parent) {
      const found = declarationIn(scope, name.text)
      if (found === undefined) continue
      return ts.isImportSpecifier(found) ? this.imported(found) : found
    }
    return undefined
  }

  private imported(specifier: ts.ImportSpecifier): ts.Declaration | undefined {
    const from = specifier.parent.parent.parent.moduleSpecifier
    const path = pathOf(specifier.getSourceFile().fileName, (from as ts.StringLiteral).text)
    return path === undefined ? undefined : declarationIn(this.source(path), (specifier.propertyName ?? specifier.name).text)
  }

  private source(path: string): ts.SourceFile {
    const held = this.parsed.get(path) ?? parse(path, readFileSync(join(root, path), 'utf8'))
    this.parsed.set(path, held)
    return held
  }
}

function pathOf(importer: string, specifier: string): string | undefined {
  const path = specifier.startsWith('.') ? join(dirname(importer), specifier) : specifier.replace(/^#server/, 'src/main/server').replace(/^#/, 'src/')
  return existsSync(join(root, path)) ? path : undefined
}

/** What a block, a function or a file itself declares under a name. */
function declarationIn(scope: ts.Node, name: string): ts.Declaration | undefined {
  if (ts.isFunctionLike(scope)) return scope.parameters.find((one) => names(one.name, name))
  const statements = ts.isBlock(scope) || ts.isSourceFile(scope) || ts.isCaseClause(scope) ? scope.statements : []
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement
    if (ts.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find((one) => names(one.name, name))
      if (found) return found
    }
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined
    const found = bindings && ts.isNamedImports(bindings) ? bindings.elements.find((one) => one.name.text === name) : undefined
    if (found) return found
  }
  return undefined
}

const names = (binding: ts.BindingName, name: string): boolean =>
  ts.isIdentifier(binding) ? binding.text === name : binding.elements.some((element) => ts.isBindingElement(element) && names(element.name, name))

function asCallable(found: ts.Declaration | undefined): Callable | undefined {
  if (found === undefined || ts.isFunctionDeclaration(found)) return found
  const value = ts.isVariableDeclaration(found) ? found.initializer : undefined
  return value !== undefined && ts.isArrowFunction(value) ? value : undefined
}

/** What is put into a `let` after its declaration, in its own file. */
function assignmentsTo({ name, parent }: ts.VariableDeclaration): ts.Expression[] {
  const values: ts.Expression[] = []
  if ((parent.flags & ts.NodeFlags.Let) === 0) return values
  walk(parent.parent.parent, (node) => {
    if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left) && node.left.text === name.getText() && /^(\?\?|\|\|)?=$/.test(node.operatorToken.getText())) values.push(node.right)
  })
  return values
}

/** Not those of functions inside. */
function returnsOf(body: ts.Block): ts.Expression[] {
  const values: ts.Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return
    if (ts.isReturnStatement(node) && node.expression) values.push(node.expression)
    ts.forEachChild(node, visit)
  }
  visit(body)
  return values
}

function bare(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node) ? bare(node.expression) : node
}
