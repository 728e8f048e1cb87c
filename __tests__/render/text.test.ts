import { columns, clip, wrap } from '../../src/render/wrap.js';
import { render } from '../../src/render/text.js';
import { finding, fixtureReport } from './fixture-report.js';

const PLAIN = { width: 100, color: false, limit: 60_000 };

describe('a terminal', () => {
  test.each([40, 60, 80, 120])('of %i columns gets no prose or code frame beyond them', (width) => {
    // SQL to copy and addresses are never broken.
    const findings = fixtureReport.findings.map((one) => ({ ...one, fix: '', docs: '' }));
    const report = { ...fixtureReport, findings, checklist: [] };
    const tooLong = render(report, { ...PLAIN, width })
      .split('\n')
      .filter((line) => columns(line) > width);
    // The table of modes has fixed columns of its own; a place to jump to stays whole.
    expect(tooLong.filter((line) => !/^[a-i-] {2}|See also/.test(line))).toEqual([]);
  });

  test('gets colours only when it asks for them, and the same words', () => {
    const colored = render(fixtureReport, { ...PLAIN, color: true });
    expect(colored).toContain('\u001b[1;31munsafe:\u001b[0m');
    expect(colored.replace(/\u001b\[[0-9;]*m/g, '')).toBe(render(fixtureReport, PLAIN));
  });

  test('shows a long statement by its head and its end', () => {
    const source = Array.from({ length: 40 }, (_, n) => `line ${n + 1}`).join('\n');
    const report = {
      ...fixtureReport,
      findings: [finding({ path: 'a.sql', startLine: 2, endLine: 39 })],
      sources: { 'a.sql': source },
    };
    const frame = render(report, PLAIN).split('\n').slice(2, 13);
    expect(frame[0]).toBe('  >  2 | line 2');
    expect(frame[8]).toBe('       … 28 more lines');
    expect(frame[10]).toBe('  > 39 | line 39');
  });

  test('is told the verdict last', () => {
    expect(render(fixtureReport, PLAIN).trimEnd().split('\n').at(-1)).toMatch(
      /^pg-preflight: 5 unsafe findings and 2 cautions$/,
    );
  });

  test('is told that nothing was changed', () => {
    const nothing = {
      ...fixtureReport,
      verdict: 'safe',
      files: [],
      findings: [],
      checklist: [],
      notScanned: [],
    } as const;
    expect(render(nothing, PLAIN)).toContain('pg-preflight: no migrations changed');
  });
});

describe('wrapping', () => {
  test.each([
    ['words go to the next line', 'aa bb cc', 5, ['aa bb', 'cc']],
    ['a word wider than the line is broken', 'aaaaaaa b', 3, ['aaa', 'aaa', 'a b']],
    ['wide letters take two columns', '注文表', 4, ['注文', '表']],
    ['nothing is one empty line', '', 4, ['']],
  ])('%s', (_name, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('a clipped line ends in an ellipsis within its width', () => {
    expect(clip('abcdef', 4)).toBe('abc…');
    expect(clip('abcd', 4)).toBe('abcd');
  });
});
