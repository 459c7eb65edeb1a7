/** Slack's marks in Markdown: the full set on Slack paths, Mattermost's few elsewhere; hostile texts in linear time. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestRead, mrkdwnToMarkdown } from './mrkdwn.ts'
import { translateMarks } from './slack-marks.ts'

test.each([
  ['plain text, 2 * 3 = 6', 'plain text, 2 * 3 = 6'],
  ['*bold* and **bold** _italic_ ~gone~ ~~gone~~', '**bold** and **bold** _italic_ ~~gone~~ ~~gone~~'],
  ['*_both_* (*x*), *y*.', '**_both_** (**x**), **y**.'],
  ['a*b*c and * no * and *no', 'a\\*b\\*c and * no * and *no'],
  ['*one\ntwo*', '*one\ntwo\\*'],
  ['* item\n* item', '* item\n* item'],
  ['<https://x.example/>', '<https://x.example/>'],
  ['<https://x.example/?a=1&amp;b=2|a &amp; b>', '[a & b](https://x.example/?a=1&b=2)'],
  ['<https://x.example/a_(b)|[x] *y*>', '[\\[x\\] \\*y\\*](https://x.example/a_%28b%29)'],
  ['<mailto:a@b.example|mail> <tel:+1|call>', '[mail](mailto:a@b.example) [call](tel:+1)'],
  ['<!here> <!channel|channel> <!everyone>', '@here @channel @everyone'],
  ['<@U123|lena> <@U123> <#C1|dev> <#C1> <!subteam^S1|@ops>', '@lena @U123 #dev #C1 @ops'],
  ['<!date^1392734382^{date}|Feb 18>', 'Feb 18'],
  ['<!date^1392734382^{date}^https://x.example|Feb 18>', '[Feb 18](https://x.example)'],
  ['if a < b || c >= d', 'if a \\< b || c >= d'],
  ['<user> & co <script>', '\\<user> & co \\<script>'],
  ['&lt;b&gt; &amp;lt; &copy; a-&gt;b', '\\<b> \\&lt; \\&copy; a->b'],
  ['&gt; no quote', '\\> no quote'],
  ['> quote', '> quote'],
  ['> quote\nof one line\n> and *another*\n> of two\n\nend', '> quote\n\nof one line\n> and **another**\n> of two\n\nend'],
  ['> quote\n', '> quote\n'],
  ['a\n>>> *to* the\n\nend\n```\n*code*\n```', 'a\n> **to** the\n> \n> end\n> ```\n> *code*\n> ```'],
  ['>>>\n>>> x', '> >>> x'],
  ['a >>> b ```\n>>> c\n```', 'a >>> b \n```\n>>> c\n```'],
  [':wave::skin-tone-3: :own_one:', ':wave::skin-tone-3: :own_one:'],
  ['`*a* &lt;` *b*', '`*a* <` **b**'],
  ['```\n*a* &amp;\n```', '```\n*a* &\n```'],
  ['x ```a\nb``` y', 'x \n```\na\nb\n```\n y'],
  ['```*a*```', '```*a*```'],
  ['an unclosed ` tick *b*', 'an unclosed \\` tick **b**'],
  ['[a *b*](https://x.example/~u) *c*', '[a *b*](https://x.example/~u) **c**'],
  ['https://x.example/*a*_b_?c=1&amp;d=2. *x*', 'https://x.example/*a*_b_?c=1&d=2. **x**'],
  ['*https://x.example/a*', '**https://x.example/a**'],
  ['# no heading', '\\# no heading'],
  ['text\n---', 'text\n\\---'],
  ['\n---', '\n---'],
  ['C:\\*\\_ \\d', 'C:\\\\*\\\\_ \\d'],
])('%j', (mrkdwn, markdown) => expect(mrkdwnToMarkdown(mrkdwn)).toBe(markdown))

test.each([
  ['<!channel> <!here> <!all> <!everyone> <!group>', '@channel @here @all <!everyone> <!group>'],
  ['<https://x.example/> <https://x.example/|x>', '<https://x.example/> [x](https://x.example/)'],
  ['<mailto:a@b.example|Email>', '[Email](mailto:a@b.example)'],
  ['<a|x|y> if(a < b || c >= d) <#C1>', '<a|x|y> if(a < b || c >= d) <#C1>'],
  ['*b* ~s~ &amp; &lt;', '*b* ~s~ &amp; &lt;'],
  ['<https://x.example/$&|$1>', '[$1](https://x.example/$&)'],
])('Mattermost: %j', (raw, markdown) => expect(translateMarks(raw)).toBe(markdown))

const bricks = ['`a`\r\n', '*a* ', '<', '<a|', '<https://x|', '*', '*a', '~', '`', '` ``', '[', '[](', '&', '&lt;', '\\', '\n#', '\n---', 'https://', 'https://!!!!', '<!date^', '# ', '-', '\n>>>', ' *', '``` ', '<a|b ']

test.each(bricks)('the longest text of %j is read at once', (brick) => {
  const fill = (length: number): string => brick.repeat(Math.floor(length / brick.length))
  for (const [convert, length] of [[mrkdwnToMarkdown, longestRead], [translateMarks, 1_000_000]] as const) {
    const start = performance.now()
    convert(fill(length))
    expect(performance.now() - start).toBeLessThan(1000)
  }
})

test('a text that is longer still stays as it was written', () => {
  const text = '*a* '.repeat(longestRead / 4)
  expect([mrkdwnToMarkdown(text) === text, mrkdwnToMarkdown(`${text}b`)]).toEqual([false, `${text}b`])
})

test('a ladder of backtick runs is done at once', () => {
  const start = performance.now()
  mrkdwnToMarkdown(Array.from({ length: 1400 }, (_, n) => '`'.repeat(n + 1)).join(' '))
  expect(performance.now() - start).toBeLessThan(500)
})

test('no text is lost: letters and digits all come through', () => {
  const text = fc.array(fc.constantFrom(...bricks, 'word', ' ', 'é', '>', '|', '```'), { maxLength: 40 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(text, (raw) => {
      const words = (value: string): number => value.split('word').length
      if (!/<(?:@|#|!|https|mailto|tel)/.test(raw)) expect(words(mrkdwnToMarkdown(raw))).toBe(words(raw))
    }),
  )
})
