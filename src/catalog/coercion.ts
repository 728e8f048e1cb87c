import type { Catalog, TypeRef } from './catalog.js';
import casts from './data/casts.json' with { type: 'json' };
import { isSince } from '../sql/versions.js';
import { findType, type SearchPath } from './lookup.js';
import { isBuiltIn, sameType } from './types.js';

/** Whether ALTER COLUMN TYPE leaves the heap as it is. */
export type TypeChange = 'free' | 'rewrite' | 'unknown';

const BINARY = new Set(casts.binary.split(' '));
const FROM_EXTENSIONS = new Set(['text>citext', 'varchar>citext', 'citext>text', 'citext>varchar', 'citext>bpchar']);

/** Zones whose offset is zero for all time: timestamp and timestamptz are then the same bits (measured on 12 to 18). */
const ZERO_ZONES = new Set([
  '0',
  'utc',
  'gmt',
  'etc/utc',
  'etc/gmt',
  'zulu',
  'uct',
  'universal',
  'greenwich',
  'etc/gmt+0',
  '+00',
  'etc/greenwich',
]);

/** Time types keep six digits unless told otherwise. */
const FULL_PRECISION = 6;

/**
 * Source: ATColumnChangeRequiresRewrite in tablecmds.c and the support functions of varchar, varbit, numeric, interval
 * and the time types, measured on 10 to 18.
 */
export function typeChange(
  from: TypeRef,
  to: TypeRef,
  catalog: Catalog,
  path: SearchPath,
  zone: string | null,
  version: number,
): TypeChange {
  if (sameType(from, to)) return 'free';
  const source = baseOf(from, catalog, path);
  const target = findType(catalog, path, to);
  if (target?.kind === 'domain') {
    if (target.constrained) return 'rewrite';
    return target.base === null ? 'unknown' : typeChange(source, target.base, catalog, path, zone, version);
  }
  if (from.array || to.array) return arrayChange(from, to);
  if (source.name === to.name) return modifiersChange(source, to, from !== source);
  if (isTimeZoneChange(source, to)) return timeZoneChange(source, to, zone, version);
  const pair = `${source.name}>${to.name}`;
  if (BINARY.has(pair) || FROM_EXTENSIONS.has(pair)) return alikeChange(source, to);
  const known =
    (isBuiltIn(source) || findType(catalog, path, source) !== undefined) && (isBuiltIn(to) || target !== undefined);
  return known ? 'rewrite' : 'unknown';
}

/** A domain is stored as its base type. */
function baseOf(type: TypeRef, catalog: Catalog, path: SearchPath): TypeRef {
  const own = findType(catalog, path, type);
  return own?.kind === 'domain' && own.base !== null ? baseOf(own.base, catalog, path) : type;
}

/** Dropping the element's modifier is the only free change of an array. */
function arrayChange(from: TypeRef, to: TypeRef): TypeChange {
  return from.array && to.array && from.name === to.name && to.modifiers.length === 0 ? 'free' : 'rewrite';
}

/** A length coercion on top of a relabelling is a function call: text to varchar(100) rewrites, text to varchar does not. */
function alikeChange(from: TypeRef, to: TypeRef): TypeChange {
  if (to.modifiers.length === 0) return 'free';
  return from.name === 'varchar' && to.name === 'varchar' ? modifiersChange(from, to, false) : 'rewrite';
}

function modifiersChange(from: TypeRef, to: TypeRef, overDomain: boolean): TypeChange {
  const [oldFirst, oldSecond] = from.modifiers;
  const [newFirst, newSecond] = to.modifiers;
  if (newFirst === undefined) return 'free';
  // The planner does not see a length that a domain carries.
  if (overDomain) return 'rewrite';
  switch (to.name) {
    case 'varchar':
    case 'varbit':
      return oldFirst !== undefined && newFirst >= oldFirst ? 'free' : 'rewrite';
    case 'numeric':
      return oldFirst !== undefined && newFirst >= oldFirst && (newSecond ?? 0) === (oldSecond ?? 0)
        ? 'free'
        : 'rewrite';
    case 'timestamp':
    case 'timestamptz':
    case 'time':
    case 'timetz':
      return newFirst >= (oldFirst ?? FULL_PRECISION) ? 'free' : 'rewrite';
    case 'interval':
      return newFirst === 32767 && (newSecond ?? FULL_PRECISION) >= (oldSecond ?? FULL_PRECISION) ? 'free' : 'rewrite';
    default:
      return 'rewrite';
  }
}

function isTimeZoneChange(from: TypeRef, to: TypeRef): boolean {
  const pair = `${from.name}>${to.name}`;
  return pair === 'timestamp>timestamptz' || pair === 'timestamptz>timestamp';
}

function timeZoneChange(from: TypeRef, to: TypeRef, zone: string | null, version: number): TypeChange {
  if (!isSince(version, 'zones of offset zero') || zone === null || !ZERO_ZONES.has(zone.toLowerCase()))
    return 'rewrite';
  return (to.modifiers[0] ?? FULL_PRECISION) >= (from.modifiers[0] ?? FULL_PRECISION) ? 'free' : 'rewrite';
}
