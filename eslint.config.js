/** What eslint checks: small functions, and the import rules of test/architecture/import-rules.ts. Whether types are used safely, and cycles, are checked by oxlint (.oxlintrc.json). */
import { readdirSync } from 'node:fs'
import { defineConfig } from 'eslint/config'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import { importX } from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'
import { doors, folders, homes, spellings } from './test/architecture/import-rules.ts'

const root = import.meta.dirname
const source = ['src/**/*.{ts,tsx}']
const typescript = ['**/*.{ts,tsx}']
const tests = ['**/*.test.{ts,tsx}', 'test/**', 'bench/**']

export default defineConfig([
  // bench/floor.ts is a copy of the measured floor and stays as it was measured.
  { ignores: ['node_modules/', 'out/', 'dist/', 'coverage/', 'docs/', 'resources/', '**/*.d.ts', 'bench/floor.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
    },
  },
  {
    files: [...typescript, '**/*.{js,mjs}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/extensions': ['.ts', '.tsx'],
    },
    rules: {
      eqeqeq: ['error', 'smart'],
      'no-control-regex': 'error',
      'max-depth': ['error', 3],
      'import-x/no-default-export': 'error',
    },
  },
  { files: ['*.config.{js,ts}'], rules: { 'import-x/no-default-export': 'off' } },
  {
    files: source,
    ignores: tests,
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  // Context and transaction come first in the server's functions and are no parameters of what they do.
  { files: ['src/main/server/**'], ignores: tests, rules: { 'max-params': ['error', 5] } },
  {
    files: source,
    ignores: tests,
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: root, zones: importZones() }],
    },
  },
  ...placedRules(),
])

/** One zone per folder: of this repository only what the table lists may be imported. */
function importZones() {
  const alone = folders.flatMap((row) => (row.eachAlone ? readdirSync(`${root}/${row.folder}`).map((name) => ({ ...row, folder: `${row.folder}/${name}` })) : [row]))
  const zones = alone.map(({ folder, mayImport }) => ({
    target: folder.endsWith('/*') ? `${folder}.{ts,tsx}` : folder,
    from: '.',
    except: ['node_modules', folder, ...mayImport],
    message: `${folder} may import ${mayImport.length === 0 ? 'nothing else of this repository' : `only ${mayImport.join(', ')}`} (test/architecture/import-rules.ts).`,
  }))
  return [...zones, ...doors]
}

/** For each folder and file that the table names: the packages and spellings that do not belong there. Deeper places come later and win. */
function placedRules() {
  const named = [...homes.flatMap(({ only }) => only), ...spellings.flatMap(({ within = [], except }) => [...within, ...except])]
  const places = ['src', ...new Set(named)].sort((a, b) => a.split('/').length - b.split('/').length)
  return places.map((place) => {
    const isIn = (outer) => place === outer || place.startsWith(`${outer}/`)
    const foreign = homes.filter(({ only }) => !only.some(isIn)).map(({ packages, why }) => ({ regex: packagePattern(packages), message: why }))
    const wrong = spellings.filter(({ within = ['src'], except }) => within.some(isIn) && !except.some(isIn)).map(({ selector, why }) => ({ selector, message: why }))
    const lazily = foreign.map(({ regex, message }) => ({ selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`, message }))
    return {
      files: [/\.tsx?$/.test(place) ? place : `${place}/**/*.{ts,tsx}`],
      ignores: tests,
      rules: { 'no-restricted-imports': ['error', { patterns: foreign }], 'no-restricted-syntax': ['error', ...wrong, ...lazily] },
    }
  })
}

/** `*` stands for one step of a package's name. */
function packagePattern(packages) {
  const names = packages.map((name) => name.replaceAll('.', '\\.').replaceAll('*', '[^/]+'))
  return `^(${names.join('|')})(/|$)`
}
