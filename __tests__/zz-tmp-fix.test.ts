import { beforeAll, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { preflight } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';
import { allExamples } from './rule-examples.js';
import { EmbeddedPostgres } from './postgres.js';
beforeAll(loadParser);
test('fixes', async () => {
  const server = await EmbeddedPostgres.start();
  let out = '';
  const seen = new Set<string>();
  for (const example of allExamples()) {
    if (!/destructive-rollback|rename-in-rolling|replica-schema/.test(example.mode) || example.rule === 'triggers-disabled') continue;
    const report = preflight(inputOf(example.files, example.schema, {}, example.postgres ?? 14));
    for (const f of report.findings) {
      if (f.rule !== example.rule || seen.has(f.fix + f.message)) continue;
      seen.add(f.fix + f.message);
      const again = preflight(inputOf([{ path: 'fix.sql', text: f.fix }], example.schema, {}, example.postgres ?? 14));
      const bad = again.findings.filter((x) => x.severity !== 'note' && x.suppressed === null).map((x) => `${x.rule} ${x.severity}`);
      let err = '';
      if (example.postgres !== null && f.fix !== '') {
        await server.reset();
        await server.run(example.schema);
        const { parseSource } = await import('../src/sql/parse.js');
        const parsed = parseSource(f.fix);
        for (const piece of parsed.pieces) {
          const e = await server.runAlone(f.fix.slice(piece.span.start, piece.span.end));
          if (e !== null) err += ' !! ' + e;
        }
      }
      out += `== ${example.title} [${f.severity}] ${f.path}:${f.startLine} also=${f.alsoModes.join(',')}\nT(${f.title.length}): ${f.title}\nM: ${f.message}\nF: ${f.fix}\n-> ${bad.join('; ')}${err}\n`;
    }
  }
  writeFileSync('/tmp/fixes.txt', out);
  await server.stop();
}, 120000);
