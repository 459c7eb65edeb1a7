/** Random values that strangers might send: words that mean something to somebody, signs that break parsers, and trees of both. */
import fc from 'fast-check'

/** Each has been somebody's trap. */
export const traps = ['', ' ', '\u0000', '\r\n', '\u2028', '\uFEFF', '\uD800', '\uDFFF', 'a\u202Eb', 'e\u0301', '💥', '<', '>', '&', '"', "'", '`', '```', '~~~', '*', '**', '_', '__', '~~', '||', '|', '[', ']', '(', ')', '![', '](', '<!', '<!--', '-->', '<!channel>', '<@u>', '<#C1|x>', '<https://e.example|x>', '@all', '@jim', '#town-square', ':rocket:', '\\', '%', '%00', '%s', '${x}', '{{x}}', '../', 'javascript:', 'data:text/html,', 'file:///etc/passwd', 'https://e.example/', 'http://[', '//', '&#x6A;', '&lt;', '&amp;', '\n', '\n\n', '\t', '    ', '> ', '# ', '- ', '1. ', '- [ ] ', '---', '|a|b|\n|-|-|\n', '[^1]', '[^1]: x', '[a]: b', '__proto__', 'constructor', 'toString', 'null', 'NaN', '1e999', '-0'] as const

export const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<string>(...traps) },
  { weight: 4, arbitrary: fc.array(fc.oneof(fc.constantFrom<string>(...traps), fc.string({ maxLength: 6 })), { maxLength: 20 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom<string>(...traps), fc.integer({ min: 1, max: 400 })).map(([part, times]) => part.repeat(times)) },
)

/** Any JSON, and what JavaScript has besides. */
export function trees(keys: readonly string[], leaves: fc.Arbitrary<unknown> = text): fc.Arbitrary<unknown> {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      leaves,
      fc.constantFrom<unknown>(null, true, false, 0, -0, 1, -1, 0.5, 2 ** 53, 1e308),
      fc.array(tie('tree'), { maxLength: 5 }),
      fc.array(fc.tuple(fc.constantFrom(...keys), tie('tree')), { maxLength: 7 }).map((pairs) => Object.fromEntries(pairs)),
    ),
  }))
  return tree
}
