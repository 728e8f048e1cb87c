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

/** `options=-c lock_timeout=2s` in the address of a database, as libpq and most drivers read it. */
export const inAddresses: TimeoutsIn = (texts) => agreed(addresses(texts).map(byOptions));

/** Drivers of Go also hand over a parameter of the address that is a setting of the server. */
export const inAddressesOfGo: TimeoutsIn = (texts) => inAddressesWith(texts, {});

/** The same with parameters of the tool's own, by the setting that they amount to. */
export function inAddressesWith(texts: readonly string[], own: Readonly<Partial<Record<Name, string>>>): Timeouts {
  return agreed(
    addresses(texts).map(
      (address) => (name) =>
        byOptions(address)(name) ?? parameter(address, name) ?? parameter(address, own[name] ?? name),
    ),
  );
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

/** Parameters of every address that may be one of production: a host without a dot is a container or this machine. */
function addresses(texts: readonly string[]): readonly URLSearchParams[] {
  return texts.flatMap((text) =>
    [...text.matchAll(/(?:postgres(?:ql)?|pgx5?):\/\/([^\s"'`<>]*)/gi)].flatMap(([, rest = '']) => {
      const [before = '', query = ''] = rest.split('?', 2);
      const host = before.slice(before.lastIndexOf('@') + 1);
      return isLocal(host) ? [] : [new URLSearchParams(query)];
    }),
  );
}

function isLocal(address: string): boolean {
  if (address.includes('$')) return false;
  const host = /^(?:\[[^\]]*\]|[^:/,]*)/.exec(address)?.[0] ?? '';
  return !host.includes('.') || /^(?:127\.|0\.0\.0\.0|host\.docker\.internal)/.test(host);
}

function byOptions(address: URLSearchParams): Find {
  const options = address.get('options') ?? '';
  return (name) => new RegExp(String.raw`(?:-c\s*|--)${name}=([0-9.]+[a-z]*)`).exec(options)?.[1] ?? null;
}

function parameter(address: URLSearchParams, name: string): string | null {
  return /^[0-9.]+[a-z]*$/.exec(address.get(name) ?? '')?.[0] ?? null;
}
