/** Escaped text shows as it was written, with no more backslashes than needed. */
import { expect, test } from 'vitest'
import { escapeMarkdown } from './escape-markdown.ts'

test.each([
  ['1.0 is out, -5 degrees', '1.0 is out, -5 degrees'],
  ['*a* _b_ `c` [d](e) <f> g|h ~i~ \\', '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f> g\\|h \\~i\\~ \\\\'],
  ['# a\n> b\n- c\n1. d\n---', '\\# a\n\\> b\n\\- c\n1\\. d\n\\---'],
  ['&lt; & &x', '\\&lt; & &x'],
])('%j', (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped))
