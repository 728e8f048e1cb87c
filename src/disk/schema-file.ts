import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { ConfigError } from '../errors.js';
import { MAX_DUMP_BYTES } from '../sql/decode.js';
import { isMissing } from './files.js';

/** Text of the file that `--schema` names. What cannot be read is a ConfigError: without it tables would pass for new. */
export async function readSchemaFile(path: string, shown: string): Promise<string> {
  const bytes = await schemaBytes(path, shown);
  if (bytes.includes(0)) throw unreadable(shown, 'holds a NUL byte');
  const text = new TextDecoder().decode(bytes);
  // A fatal decoder starts slowly, so only a suspicious text is decoded again.
  if (text.includes('\ufffd') && !isUtf8(bytes)) throw unreadable(shown, 'is not valid UTF-8');
  return text;
}

async function schemaBytes(path: string, shown: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw unreadable(shown, 'is a folder');
    if (found.size > MAX_DUMP_BYTES) throw unreadable(shown, 'is larger than 32 MiB');
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) throw new ConfigError(`the file of \`--schema\` does not exist: ${shown}`, 'Check the path.');
    throw error;
  }
}

function unreadable(shown: string, why: string): ConfigError {
  return new ConfigError(`the file of \`--schema\` ${why}: ${shown}`, 'Write it with `pg_dump --schema-only`.');
}
