import type { GitFile } from './git-objects.js';
import type { ObjectType } from './graphql-execution.js';
import { scalar } from './graphql-execution.js';

/** Above this many bytes `Blob.text` is cut and `isTruncated` says so. */
const maxTextBytes = 500_000;

export function blobType(file: GitFile): ObjectType {
  const binary = file.bytes.subarray(0, 8_000).includes(0);
  return {
    type: 'Blob',
    fields: {
      oid: scalar(file.sha),
      byteSize: scalar(file.bytes.length),
      isBinary: scalar(binary),
      isTruncated: scalar(file.bytes.length > maxTextBytes),
      text: scalar(binary ? null : file.bytes.subarray(0, maxTextBytes).toString('utf8')),
    },
  };
}
