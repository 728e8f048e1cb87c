import { milliseconds } from '../session/duration.js';

/** With which a connection begins, in milliseconds; null where nothing tells. */
export interface Timeouts {
  readonly lockTimeout: number | null;
  readonly statementTimeout: number | null;
}

type Name = 'lock_timeout' | 'statement_timeout';
type Find = (name: Name) => string | null;

/** What a tool's own files say of the timeouts of its connection: texts without the lines that are comments. */
export type TimeoutsIn = (texts: readonly string[]) => Timeouts;

export const NO_TIMEOUTS: Timeouts = { lockTimeout: null, statementTimeout: null };

/** `options=-c lock_timeout=2s` in the address of a database, or in PGOPTIONS, as libpq and most drivers read them. */
export const inAddresses: TimeoutsIn = (texts) => orEnvironment(texts, addresses(texts).map(byOptions));

/** For drivers that look at no variable of the environment: those of Java, and Prisma's. */
export const inAddressesAlone: TimeoutsIn = (texts) => agreed(addresses(texts).map(byOptions));

/** Drivers of Go also hand over a parameter of the address that is a setting of the server. */
export const inAddressesOfGo: TimeoutsIn = (texts) => inAddressesWith(texts, {});

/** The same with parameters of the tool's own, by the setting that they amount to. */
export function inAddressesWith(texts: readonly string[], own: Readonly<Partial<Record<Name, string>>>): Timeouts {
  return orEnvironment(
    texts,
    addresses(texts).map(
      (address) => (name) =>
        byOptions(address)(name) ?? parameter(address, name) ?? parameter(address, own[name] ?? name),
    ),
  );
}

/** What an address says goes before the environment. */
function orEnvironment(texts: readonly string[], finds: readonly Find[]): Timeouts {
  const isSilent = (name: Name): boolean => finds.every((find) => find(name) === null);
  const [said, around] = [agreed(finds), agreed(environments(texts))];
  return {
    lockTimeout: isSilent('lock_timeout') ? around.lockTimeout : said.lockTimeout,
    statementTimeout: isSilent('statement_timeout') ? around.statementTimeout : said.statementTimeout,
  };
}

/** `PGOPTIONS` in a shell, a Makefile, YAML; beside a host that is no server of production it is about that one. */
function environments(texts: readonly string[]): readonly Find[] {
  return texts.flatMap((text) => {
    if (isAboutLocal(text)) return [];
    return [...text.matchAll(/\bPGOPTIONS["']?[\t ]*[:=](.*)$/gm)].map(([, options = '']) => inOptions(options));
  });
}

function isAboutLocal(text: string): boolean {
  const host = /\bPGHOST["']?[\t ]*[:=][\t ]*["']?([^\s"']+)/.exec(text)?.[1];
  if (host !== undefined) return isLocal(host);
  return ADDRESS.test(text) && addresses([text]).length === 0;
}

/** `SET lock_timeout = '2s'` in what a tool runs when it has connected. */
export function inStatements(sql: string): Timeouts {
  return agreed([
    (name) =>
      new RegExp(String.raw`\bset\s+(?:session\s+)?${name}\s*(?:=|\bto\b)\s*'?([0-9.]+\s*[a-z]*)`, 'i').exec(
        sql,
      )?.[1] ?? null,
  ]);
}

/** `lock_timeout: 2s` as a line of YAML. */
export function inVariables(texts: readonly string[]): Timeouts {
  return agreed(
    texts
      .filter((text) => /^\s+(?:lock|statement)_timeout:/m.test(text))
      .map(
        (text) => (name) => new RegExp(String.raw`^\s+${name}:\s*["']?([0-9.]+\s*[a-z]*)`, 'm').exec(text)?.[1] ?? null,
      ),
  );
}

/** The first that says something of a timeout. */
export function firstOf(...all: readonly Timeouts[]): Timeouts {
  return {
    lockTimeout: all.find(({ lockTimeout }) => lockTimeout !== null)?.lockTimeout ?? null,
    statementTimeout: all.find(({ statementTimeout }) => statementTimeout !== null)?.statementTimeout ?? null,
  };
}

export function withoutComments(text: string): string {
  return text.replace(/^[\t ]*(?:#|\/\/|;|--).*$/gm, '');
}

/** Where several addresses say different things, nobody knows which one is that of production. */
function agreed(finds: readonly Find[]): Timeouts {
  const one = (name: Name): number | null => {
    const [first = null, ...others] = [...new Set(finds.map((find) => find(name)))].map((raw) =>
      raw === null ? null : milliseconds(raw),
    );
    return others.length === 0 ? first : null;
  };
  return { lockTimeout: one('lock_timeout'), statementTimeout: one('statement_timeout') };
}

const ADDRESS = /(?:postgres(?:ql)?|pgx5?):\/\/([^\s"'`<>]*)/i;

/** Parameters of every address that may be one of production: a host without a dot is a container or this machine. */
function addresses(texts: readonly string[]): readonly URLSearchParams[] {
  return texts.flatMap((text) => [...urls(text), ...keywords(text)]);
}

function urls(text: string): readonly URLSearchParams[] {
  return [...text.matchAll(new RegExp(ADDRESS, 'gi'))].flatMap(([, rest = '']) => {
    const [before = '', query = ''] = rest.split('?', 2);
    const host = before.slice(before.lastIndexOf('@') + 1);
    return isLocal(host) ? [] : [new URLSearchParams(query)];
  });
}

/** `host=db.example.com options='-c lock_timeout=2s'`, the other form of an address. */
function keywords(text: string): readonly URLSearchParams[] {
  return text.split('\n').flatMap((line) => {
    if (line.length > 2_000 || !/\bhost=/.test(line)) return [];
    const pairs = [...line.matchAll(/\b([a-z_]+)=('(?:[^'\\]|\\.)*'|[^\s"'`]*)/g)];
    const values = pairs.map(([, key = '', value = '']): [string, string] => [
      key,
      value.replace(/^'|'$/g, '').replaceAll('\\', ''),
    ]);
    const address = new URLSearchParams(values);
    return isLocal(address.get('host') ?? '') ? [] : [address];
  });
}

function isLocal(address: string): boolean {
  if (address.includes('$')) return false;
  const host = /^(?:\[[^\]]*\]|[^:/,]*)/.exec(address)?.[0] ?? '';
  return !host.includes('.') || /^(?:127\.|0\.0\.0\.0|host\.docker\.internal)/.test(host);
}

function byOptions(address: URLSearchParams): Find {
  return inOptions(address.get('options') ?? '');
}

function inOptions(options: string): Find {
  return (name) =>
    new RegExp(String.raw`(?:-c\s*|--)${name.replace('_', '[-_]')}=([0-9.]+[a-z]*)`).exec(options)?.[1] ?? null;
}

function parameter(address: URLSearchParams, name: string): string | null {
  return /^[0-9.]+[a-z]*$/.exec(address.get(name) ?? '')?.[0] ?? null;
}
