import type { Clue } from './framework.js';

/** A file that only this tool has: it is enough that it is there. */
export function ownFile(file: RegExp, above = 0): Clue {
  return { file, holds: null, kind: 'own file', above, read: false };
}

/** A file by which only this tool is set up. */
export function configFile(file: RegExp, above = 0, holds: RegExp | null = null): Clue {
  return { file, holds, kind: 'own file', above, read: true };
}

/** The same where a pattern's first group names the database, for all that it speaks of. */
export function namesDatabase(clue: Clue, pattern: RegExp): Clue {
  const database: Clue['database'] = (text) => {
    const name = pattern.exec(text)?.[1];
    return name === undefined ? null : { name, folder: '' };
  };
  return { ...clue, read: true, database };
}

/** A file of a language or framework that may ask for the tool. */
export function dependency(file: RegExp, holds: RegExp): Clue {
  return { file, holds, kind: 'dependency', above: 0, read: true };
}

export function npm(...names: readonly string[]): Clue {
  return dependency(/(?:^|\/)package\.json$/, new RegExp(String.raw`"(?:${names.join('|')})"\s*:`));
}

/** A module that the code itself asks for, not one that something else brings along. */
export function goModule(module: string): Clue {
  const line = String.raw`^[\t ]*(?:require[\t ]+)?${literal(module)}(?:/v[0-9]+)?(?:/[\w./-]+)?[\t ]+v[^\s/]+[\t ]*$`;
  return dependency(/(?:^|\/)go\.mod$/, new RegExp(line, 'm'));
}

export function crate(...names: readonly string[]): Clue {
  const name = names.join('|');
  const holds = new RegExp(String.raw`^(?:${name})[\t ]*(?:=|\.)|^\[[\w.'"-]*dependencies\.(?:${name})\]`, 'm');
  const asked = String.raw`^(?:${name})[\t ]*=[\t ]*\{|^\[[\w.'"-]*dependencies\.(?:${name})\]`;
  const features = new RegExp(String.raw`(?:${asked})[^}[]*?\bfeatures[\t ]*=[\t ]*\[([^\]]*)\]`, 'gm');
  return { ...dependency(/(?:^|\/)cargo\.toml$/, holds), database: (text) => databaseOf(text, features) };
}

/** A crate that is asked for with the features of other databases alone. */
function databaseOf(text: string, features: RegExp): ReturnType<NonNullable<Clue['database']>> {
  const all = [...text.matchAll(features)].map(([, list = '']) => list.toLowerCase()).join();
  const name = /postgres|"any"/.test(all) ? undefined : /\b(?:ru)?(sqlite|mysql|mssql|tiberius)/.exec(all)?.[1];
  return name === undefined ? null : { name, folder: '' };
}

/** An artifact of Maven or Gradle. */
export function artifact(name: string): Clue {
  return dependency(/(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml)$/, new RegExp(literal(name)));
}

/** What Spring's settings say. */
export function springSetting(name: string): Clue {
  return dependency(
    /(?:^|\/)application[\w-]*\.(?:ya?ml|properties)$/,
    new RegExp(String.raw`^\s*(?:spring\.)?${name}[.:]`, 'm'),
  );
}

/** A command or image of the tool in what builds and deploys: workflows, Compose, Makefile. */
export function command(pattern: RegExp): readonly Clue[] {
  return [
    { ...dependency(/^\.github\/workflows\/[^/]+\.ya?ml$/, pattern), above: 2 },
    dependency(/(?:^|\/)(?:(?:docker-)?compose[\w.-]*\.ya?ml|makefile|taskfile\.ya?ml|justfile)$/, pattern),
  ];
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
