// Scaffolds a rule and registers it: npm run new rule MODE NAME
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILURE_MODES } from '../src/rules/mode.js';
import { ruleFiles } from './new/rule-files.js';

const [kind, mode, name] = process.argv.slice(2);
const refusal = kind === 'rule' ? whyNot(mode, name) : 'usage: npm run new rule MODE NAME';
if (refusal === null && mode !== undefined && name !== undefined) scaffold(mode, name);
else refuse(refusal ?? '');

function whyNot(mode: string | undefined, name: string | undefined): string | null {
  if (mode === undefined || name === undefined) return 'usage: npm run new rule MODE NAME';
  if (!FAILURE_MODES.some((known) => known.id === mode)) {
    return `${mode} is no failure mode; the nine are: ${FAILURE_MODES.map((known) => known.id).join(', ')}`;
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name) || name.length > 50) {
    return `${name} is no rule name: kebab-case of two words or more, at most 50 characters, read after "allow"`;
  }
  const taken = readdirSync('src/rules').find((folder) => existsSync(join('src/rules', folder, name)));
  return taken === undefined ? null : `src/rules/${taken}/${name} exists already`;
}

function refuse(why: string): void {
  console.error(why);
  process.exitCode = 2;
}

function scaffold(mode: string, name: string): void {
  const folder = `src/rules/${mode}/${name}`;
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(ruleFiles(mode, name))) {
    writeFileSync(`${folder}/${file}`, content);
    console.log(`wrote ${folder}/${file}`);
  }
  const { status } = spawnSync(process.execPath, ['scripts/run.js', 'scripts/generate.ts'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
  console.log('Fill in the three files, then: npm run generate && npm test');
}
