/** The tags that Teams' and Google Chat's documents name, in Markdown. */
import { expect, test } from 'vitest'
import { htmlToMarkdown, mixedToMarkdown } from './html-words.ts'

test.each([
  ['*plain* text_', '\\*plain\\* text\\_'],
  ['<b>bold</b> text', '**bold** text'],
  ['a<b> b </b>c <i>i</i> <u>u</u> <s>s</s> <strike>t</strike>', 'a **b** c *i* u ~~s~~ ~~t~~'],
  ['<font color="#ff0000">red &amp; *star*</font>', 'red & \\*star\\*'],
  ['<a href="https://e.example/?a=1&amp;b=2">the [log]</a>', '[the \\[log\\]](https://e.example/?a=1&b=2)'],
  ["<a href='javascript:alert(1)'>x</a> <a>y</a>", 'x y'],
  ['one<br>two<br/>three', 'one\ntwo\nthree'],
  ['<ul><li>a</li><li><b>b</b></li></ul>', '- a\n- **b**'],
  ['<code>a*b`</code>', '`` a*b` ``'],
  ['<script>x</script> 1 < 2 && 3', '\\<script>x\\</script> 1 \\< 2 && 3'],
  ['<b>open <i>both', '**open *both***'],
  ['<b>a</i>b</b></b>', '**ab**'],
  ['<b>a<br><br>b</b>', 'a\n\nb'],
  ['&lt;b&gt; &#39;x&#x41; &copy; &#99999999;', '\\<b> \'xA \\&copy; \\&#99999999;'],
])('plain between tags: %j', (html, markdown) => expect(htmlToMarkdown(html)).toBe(markdown))

test.each([
  ['**b** [x](https://e.example) <https://e.example>', '**b** [x](https://e.example) <https://e.example>'],
  ['<strong>b</strong> and *i* `<b>` a < b', '**b** and *i* `<b>` a < b'],
  ['<at>Ada L</at> <p>one</p><p>two</p>', '@Ada L \n\none\n\ntwo'],
  ['<h2>T</h2><pre>x\ny</pre><blockquote>q</blockquote>', '**T**\n\n```\nx\ny\n```\n\n> q'],
])('Markdown between tags: %j', (text, markdown) => expect(mixedToMarkdown(text)).toBe(markdown))

test.each(['<', '<b>', '</b>', '<b', '&', '`', '```', '<a href="', '<ul><li>', '<b>x</i>'])('a long text of %j is read at once', (brick) => {
  const text = brick.repeat(Math.floor(200_000 / brick.length))
  // Of this thread's processor: what else the machine does says nothing here.
  const before = process.threadCpuUsage()
  htmlToMarkdown(text)
  mixedToMarkdown(text)
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(1000)
})
