import { cap, capSql, inertInLog, inertJson, visible, visibleLine } from '../../src/render/plain-text.js';
import {
  codeFence,
  codeSpan,
  escapeText,
  link,
  messageMarkdown,
  suggestionFence,
  tableCell,
} from '../../src/render/safe-markdown.js';

describe('hidden characters are shown', () => {
  test.each([
    ['an escape byte', '\u001b[2J', '\\u001b[2J'],
    ['a right-to-left override', 'a\u202eb', 'a\\u202eb'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['a byte order mark', '\ufeffa', '\\ufeffa'],
    ['a C1 control', 'a\u009bb', 'a\\u009bb'],
    ['a lone carriage return', 'a\rb', 'a\\u000db'],
    ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a tag character beyond the first plane', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['a letter that draws nothing', 'a\u3164b', 'a\\u3164b'],
  ])('%s', (_name, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('line feeds, tabs, accents and emoji stay, CRLF becomes LF', () => {
    expect(visible('é\r\n\t日本 🐘')).toBe('é\n\t日本 🐘');
  });

  test('on one line, line feeds and tabs are shown too', () => {
    expect(visibleLine('a\r\n\tb')).toBe('a\\n\\tb');
  });
});

describe('code fences', () => {
  test.each([
    ['plain SQL', 'SELECT 1;', '```sql\nSELECT 1;\n```'],
    ['three back-ticks inside', '```\n@team', '````sql\n```\n@team\n````'],
    ['a longer run in the middle of a line', 'a ````` b', '``````sql\na ````` b\n``````'],
    ['closing line feeds', 'SELECT 1;\n\n', '```sql\nSELECT 1;\n```'],
  ])('%s', (_name, text, fenced) => {
    expect(codeFence(text, 'sql')).toBe(fenced);
  });

  test('are indented line by line inside a list', () => {
    expect(codeFence('a\n\nb', 'sql', '  ')).toBe('  ```sql\n  a\n\n  b\n  ```');
  });

  test('a suggestion is exactly what would be committed', () => {
    expect(suggestionFence(['a ``` b\r', '  c'])).toBe('````suggestion\na ``` b\n  c\n````');
  });

  test('a suggestion without lines deletes', () => {
    expect(suggestionFence([])).toBe('```suggestion\n```');
  });

  test('a suggestion with a hidden character is not offered', () => {
    expect(suggestionFence(['CREATE INDEX \u202eabc'])).toBeNull();
  });
});

describe('code spans', () => {
  test.each([
    ['plain', 'orders', '`orders`'],
    ['a back-tick', 'a`b', '``a`b``'],
    ['a back-tick at the edge', '`a', '`` `a ``'],
    ['spaces at both edges, which Markdown would strip', ' a ', '`  a  `'],
    ['nothing', '', '(empty)'],
    ['two lines', 'a\nb', '`a\\nb`'],
  ])('%s', (_name, text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  test('in a table a bar is an entity of escaped text, never inside the span', () => {
    expect([tableCell('a_b'), tableCell('a|b')]).toEqual(['`a_b`', 'a\\|b']);
  });
});

describe('inert text', () => {
  test.each([
    ['a mention', 'ask @team now', 'ask @&#8203;team now'],
    ['an issue', 'see #12', 'see #&#8203;12'],
    ['an issue in the other form', 'see GH-12', 'see GH-&#8203;12'],
    ['a commit', 'at 0123abc4', 'at 0123&#8203;abc4'],
    ['an address', 'https://evil.example', 'https:&#8203;//evil.example'],
    ['a bare host', 'www.evil.example', 'www&#8203;.evil.example'],
    ['a link', '[a](b)', '\\[a\\](b)'],
    ['an image', '![a](b)', '!\\[a\\](b)'],
    ['HTML', '<img src=x>', '&lt;img src=x&gt;'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['emphasis', '*a* __b__ ~c~', '\\*a\\* \\_\\_b\\_\\_ \\~c\\~'],
    ['a name with underscores', 'user_email', 'user_email'],
    ['mathematics', '$x$', '&#36;x&#36;'],
    ['a heading', '# a', '\\# a'],
    ['a list', '- a', '\\- a'],
    ['a numbered list', '1. a', '1\\. a'],
    ['a quote', '> a', '&gt; a'],
    ['several lines', 'a\n\n# b', 'a # b'],
    ['a back-tick', 'a`b', 'a&#96;b'],
  ])('%s', (_name, text, inert) => {
    expect(escapeText(text)).toBe(inert);
  });
});

describe('messages', () => {
  test.each([
    ['back-ticked SQL becomes code', '`a` on `b_c` waits', '`a` on `b_c` waits'],
    ['a mention in code needs no escape, one outside does', '`@a` and @a', '`@a` and @&#8203;a'],
    ['an odd back-tick is a character', 'a ` b', 'a &#96; b'],
    ['an identifier with a back-tick cannot put live text outside', '`o`@team` x', '`o`@&#8203;team&#96; x'],
    ['an empty pair is two characters', 'a `` b', 'a &#96;&#96; b'],
    ['two spans that touch are kept apart', '`a``b`', '`a` `b`'],
    ['a list marker at the start is only a character', '- `a`', '\\- `a`'],
  ])('%s', (_name, text, markdown) => {
    expect(messageMarkdown(text)).toBe(markdown);
  });

  test('a message is cut before it is escaped, so no escape is cut in two', () => {
    expect(messageMarkdown('@'.repeat(50), 3)).toBe('@&#8203;@&#8203;…');
  });
});

describe('links', () => {
  test.each([
    ['a plain address', 'https://a.example/b#L1', '[x](https://a.example/b#L1)'],
    ['brackets and spaces', 'https://a.example/b) [c](d', '[x](https://a.example/b%29%20%5Bc%5D%28d)'],
    ['a quote, a tick and an angle', 'https://a.example/"`<', '[x](https://a.example/%22%60%3C)'],
    ['a script', 'javascript:alert(1)', 'x'],
    ['none', null, 'x'],
  ])('%s', (_name, url, markdown) => {
    expect(link('x', url)).toBe(markdown);
  });
});

describe('lengths', () => {
  test('a cut never leaves half a character', () => {
    expect(cap('ab🐘', 4)).toBe('ab🐘');
    expect(cap('ab🐘c', 4)).toBe('ab…');
  });

  test('SQL is cut at a line and says so', () => {
    expect(capSql('aaaa\nbbbb\ncccc', 11)).toBe('aaaa\nbbbb\n-- cut here: 1 more lines, see the JSON report');
  });
});

describe('printed text', () => {
  test.each([
    ['a command at the start of a line', 'a\n::error::x', 'a\n\\u003a:error::x'],
    ['a command after spaces', '  ::error::x', '  \\u003a:error::x'],
    ['a command after colours', '\u001b[1m ::error::x', '\u001b[1m \\u003a:error::x'],
    ['the old form anywhere', 'a ##[stop-commands]b', 'a #\\u0023[stop-commands]b'],
    ['a cast inside a line', "'x'::text", "'x'::text"],
  ])('%s', (_name, text, printed) => {
    expect(inertInLog(text)).toBe(printed);
  });

  test('JSON keeps its value while its text is inert', () => {
    const value = { a: '##[add-mask]\u202e\u009b\u{e0041}\n' };
    const json = inertJson(JSON.stringify(value));
    expect(JSON.parse(json)).toEqual(value);
    expect(json).toBe('{"a":"#\\u0023[add-mask]\\u202e\\u009b\\udb40\\udc41\\n"}');
  });
});
