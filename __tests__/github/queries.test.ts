import { describe, expect, test } from '@jest/globals';
import { schema as official } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { blobsQuery } from '../../src/github/octokit-batches.js';
import * as queries from '../../src/github/queries.js';

// The published text defines a field twice, which is no fault of ours.
const schema = buildSchema(official.idl, { assumeValidSDL: true });

describe('GitHub’s own schema accepts each query that we send', () => {
  test.each(Object.entries(queries))('%s', (_name, query) => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });

  test('the read of several blobs', () => {
    const query = blobsQuery(['a'.repeat(40), 'b'.repeat(40), 'no id']);
    expect(query.match(/object\(/g)).toHaveLength(2);
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });

  test('and would refuse a field that is not there', () => {
    expect(validate(schema, parse('query { viewer { nickname } }'))).toHaveLength(1);
  });
});
