/** What sets off an outgoing webhook: Mattermost's first words, whole words anywhere, and expressions that cannot hang. */
import { expect, test } from 'vitest'
import { explainPattern, matchTrigger } from './triggers.ts'

type When = Parameters<typeof matchTrigger>[0]['when']

test.each<[When, string[], string, string | undefined]>([
  ['every', [], 'anything', ''],
  ['every', [], '', ''],
  ['first-word', ['deploy'], '  deploy now', 'deploy'],
  ['first-word', ['deploy'], 'Deploy now', undefined],
  ['first-word', ['deploy'], 'deployed', undefined],
  ['first-word', ['deploy', 'build'], 'build', 'build'],
  ['first-word', ['two words'], 'two words', undefined],
  ['first-word', ['deploy'], '', undefined],
  ['starts-with', ['dep'], 'deploy now', 'dep'],
  ['starts-with', ['dep'], 'now deploy', undefined],
  ['anywhere', ['fire'], 'there is a fire!', 'fire'],
  ['anywhere', ['fire'], 'firewall, campfire', undefined],
  ['anywhere', ['über'], 'das ist über, oder?', 'über'],
  ['anywhere', ['ber'], 'das ist über', undefined],
  ['anywhere', ['Gr'], 'schöne Grüße', undefined],
  ['anywhere', ['u'], 'u\u0308ber', undefined],
  ['anywhere', ['#ops'], 'to #ops: help', '#ops'],
  ['anywhere', ['ship'], '🚢ship🚢', 'ship'],
  ['anywhere', ['a'], 'ba ab a', 'a'],
  ['anywhere', ['build failed'], 'the build failed again', 'build failed'],
  ['regex', ['[A-Z]+-\\d+'], 'see OPS-17 and OPS-18', 'OPS-17'],
  ['regex', ['^x', '(?i)HELP'], 'please help', 'help'],
  ['regex', ['nothing'], 'x', undefined],
  ['regex', ['('], '(', undefined],
])('%s %j in %j: %j', (when, words, text, expected) => {
  expect(matchTrigger({ when, words }, text)).toBe(expected)
})

test('an expression that is exponential elsewhere takes time linear in the text', () => {
  const measure = (length: number): number => {
    const startedAt = performance.now()
    for (const word of ['(a+)+$', '(a|a)*b', '(.*a){12}b', '^(([a-z])+.)+[A-Z]([a-z])+$']) expect(matchTrigger({ when: 'regex', words: [word] }, `${'a'.repeat(length)}!`)).toBeUndefined()
    return performance.now() - startedAt
  }
  measure(1000)
  expect(measure(16_383)).toBeLessThan(3000)
})

test('what is wrong with an expression is said; what would need too much memory or look back is refused', () => {
  expect(['a+', 'ü.*', '(?i)x'].map(explainPattern)).toEqual([undefined, undefined, undefined])
  for (const wrong of ['(', '[a', '(?=x)', '(a)\\1', 'a{1001}', '((a{100}){100}){100}']) expect([wrong, typeof explainPattern(wrong)]).toEqual([wrong, 'string'])
})
