/** Everything that main and preload use of Electron is there in the double: each import, each member, each event, as the compiler sees them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const double = join(root, 'test/electron-double')

interface Use {
  readonly place: string
  /** As in `Counterparts`, for instance `App` or `typeof Menu`. */
  readonly type: string
  readonly member: string
  /** The event that is listened to. */
  readonly event?: string
}

let program: ts.Program
let checker: ts.TypeChecker
const uses: Use[] = []
const imported = new Map<string, string>()
const isElectrons = (node: ts.Node | undefined): boolean => node?.getSourceFile().fileName.endsWith('/electron/electron.d.ts') === true

beforeAll(() => {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.test.json'), {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => expect.fail(String(messageText)) })!
  const sources = ['src/main/desktop', 'src/preload'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)))
  const roots = sources.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  program = ts.createProgram([...roots, join(double, 'counterparts.ts')], config.options)
  checker = program.getTypeChecker()
  for (const path of roots) collect(program.getSourceFile(path)!)
}, 60_000)

function collect(file: ts.SourceFile): void {
  const place = (node: ts.Node): string => `${relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && (node.moduleSpecifier as ts.StringLiteral).text === 'electron' && !node.importClause?.isTypeOnly) {
      for (const one of namesOf(node)) imported.set(one, place(node))
    }
    if (ts.isPropertyAccessExpression(node)) {
      const type = describeOwner(node)
      const event = eventOf(node)
      if (type !== undefined) uses.push({ place: place(node), type, member: node.name.text, ...(event === undefined ? {} : { event }) })
    }
    node.forEachChild(visit)
  }
  visit(file)
}

function namesOf({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings
  return bindings && ts.isNamedImports(bindings) ? bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name, propertyName }) => (propertyName ?? name).text) : []
}

/** Which of Electron's types the member is taken from; undefined for all that is not Electron's. */
function describeOwner({ expression, name }: ts.PropertyAccessExpression): string | undefined {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression))
  const owner = type.getSymbol()
  const isMethod = checker.getSymbolAtLocation(name)?.declarations?.some((declaration) => isElectrons(declaration) || ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration))
  // Electron adds to Node's own process.
  if (!owner?.declarations?.some(isElectrons) || owner.name === 'Process' || !isMethod) return undefined
  const isStatic = type.getConstructSignatures().length > 0
  return isStatic ? `typeof ${owner.name}` : owner.name
}

function eventOf({ name, parent }: ts.PropertyAccessExpression): string | undefined {
  const [event] = ts.isCallExpression(parent) && /^(on|once|addListener)$/.test(name.text) ? parent.arguments : []
  return event && ts.isStringLiteral(event) ? event.text : undefined
}

/** Rows of the interface, with the members of each double. */
function readCounterparts(): Map<string, Set<string>> {
  const file = program.getSourceFile(join(double, 'counterparts.ts'))!
  const declared = file.statements.find((node) => ts.isInterfaceDeclaration(node))!
  return new Map(
    checker.getPropertiesOfType(checker.getTypeAtLocation(declared)).map((row) => {
      const members = checker.getPropertiesOfType(checker.getTypeOfSymbolAtLocation(row, declared))
      return [row.name, new Set(members.map(({ name }) => name))]
    }),
  )
}

/** Data and events have no double: they are plain objects that the double makes. */
const isData = (type: string): boolean => /^(__type|EditFlags)$|(Event|Details|Params|Options|Settings|Result|ReturnValue|Rectangle|Display|Size|Point|Event<.*>|WebFrameMain|Response|Request)$/.test(type)

test('each import has its double', () => {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(join(double, 'electron.ts'))!)!).map(({ name }) => name)
  const inPreload = ['contextBridge', 'ipcRenderer', 'webUtils']
  expect(imported.size).toBeGreaterThan(5)
  expect([...imported].filter(([name]) => !exported.includes(name) && !inPreload.includes(name))).toEqual([])
})

test('each member is there', () => {
  const counterparts = readCounterparts()
  expect(uses.length).toBeGreaterThan(40)
  expect(uses.filter(({ type, member }) => !isData(type) && !counterparts.get(type)?.has(member)).map(({ type, member, place }) => `${place} ${type}.${member}`)).toEqual([])
})

test('each event that is listened to is told by the double', () => {
  const sources = readdirSync(double, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const written = sources.map((name) => readFileSync(join(double, name), 'utf8')).join('\n')
  const events = uses.filter(({ type, event }) => event !== undefined && !type.startsWith('Ipc'))
  expect(events.length).toBeGreaterThan(10)
  expect(events.filter(({ event }) => !written.includes(`'${event}'`)).map(({ type, event, place }) => `${place} ${type} ${event}`)).toEqual([])
})
