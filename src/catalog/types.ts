import type { TypeName } from '@pgsql/types';
import { identifier } from '../sql/names.js';
import { constant, texts } from '../sql/statement.js';
import type { TypeRef } from './catalog.js';

/** Keywords and aliases of built-in types (source: gram.y, SystemTypeName; pg_type.typname). */
const ALIASES: Readonly<Record<string, string>> = {
  int: 'int4',
  integer: 'int4',
  bigint: 'int8',
  smallint: 'int2',
  decimal: 'numeric',
};

const SERIALS: Readonly<Record<string, string>> = {
  serial: 'int4',
  serial4: 'int4',
  bigserial: 'int8',
  serial8: 'int8',
  smallserial: 'int2',
  serial2: 'int2',
};

/** Base types of PostgreSQL 18 that a column may have (source: pg_type, typtype b and r, in pg_catalog). */
const BUILT_IN = new Set(
  (
    'bool bytea char name int8 int2 int4 text oid tid xid xid8 cid json jsonb jsonpath xml point lseg path box polygon line circle ' +
    'float4 float8 money macaddr macaddr8 inet cidr bpchar varchar date time timestamp timestamptz timetz interval bit varbit numeric ' +
    'uuid tsvector tsquery pg_lsn txid_snapshot pg_snapshot regproc regprocedure regoper regoperator regclass regcollation regtype ' +
    'regrole regnamespace regconfig regdictionary int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange ' +
    'nummultirange tsmultirange tstzmultirange datemultirange aclitem refcursor'
  ).split(' '),
);

/** Base types of widely used extensions; none is a domain. */
const FROM_EXTENSIONS = new Set(
  'citext hstore ltree lquery ltxtquery cube seg isbn isbn13 issn ean13 geometry geography box2d box3d raster vector halfvec sparsevec semver'.split(
    ' ',
  ),
);

const DISPLAY: Readonly<Record<string, string>> = {
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'character',
  varbit: 'bit varying',
};

/** A type as the catalog keeps it. `serial` becomes its integer. */
export function typeRef(type: TypeName): TypeRef {
  const names = texts(type.names);
  const schema = names.length > 1 ? (names.at(-2) ?? '') : '';
  const written = names.at(-1) ?? '';
  const builtIn = SERIALS[written] ?? ALIASES[written] ?? written;
  const name = schema === '' || schema === 'pg_catalog' ? builtIn : `${identifier(schema)}.${identifier(written)}`;
  const modifiers = (type.typmods ?? []).map((modifier) => Number(constant(modifier) ?? Number.NaN));
  return { name, modifiers, array: (type.arrayBounds ?? []).length > 0 };
}

/** `bigserial` and its kin, or null. */
export function serialName(type: TypeName): string | null {
  const names = texts(type.names);
  const written = names.at(-1) ?? '';
  return names.length === 1 && SERIALS[written] !== undefined ? written : null;
}

export function isBuiltIn(type: TypeRef): boolean {
  return BUILT_IN.has(type.name) || FROM_EXTENSIONS.has(type.name);
}

/** The type as a person writes it. */
export function typeWords(type: TypeRef): string {
  const name = DISPLAY[type.name] ?? type.name;
  const shown = type.modifiers.filter((modifier) => modifier !== 32767);
  return `${name}${shown.length > 0 ? `(${shown.join(',')})` : ''}${type.array ? '[]' : ''}`;
}

export function sameType(a: TypeRef, b: TypeRef): boolean {
  return a.name === b.name && a.array === b.array && a.modifiers.join() === b.modifiers.join();
}
