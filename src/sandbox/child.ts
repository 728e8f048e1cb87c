import { preflight } from '../preflight.js';
import { loadParser, parseFragment } from '../sql/parse.js';
import { decodeInput, encodeMessage, type ChildMessage } from './message.js';

/**
 * Entry of the process that may hang or die: one input in, progress and one report out. It stays until its parent
 * ends it, who may still have to read; without a parent it ends by itself.
 */
process.on('message', (text) => {
  void answer(text).then(send);
});

async function answer(text: unknown): Promise<ChildMessage> {
  try {
    const input = decodeInput(text);
    await loadParser();
    const report = preflight(input, (path) => {
      assertParserLives();
      send({ kind: 'file', path });
    });
    assertParserLives();
    return { kind: 'report', report };
  } catch (error) {
    if (error instanceof DeadParserError) return { kind: 'exhausted', why: 'the parser died of it' };
    if (error instanceof RangeError) return { kind: 'exhausted', why: 'it is nested too deep' };
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function send(message: ChildMessage): void {
  process.send?.(encodeMessage(message));
}

/**
 * After some thirty stack overflows the WebAssembly parser refuses everything for ever (its C stack leaks), and every
 * good statement of the files that follow would be called unreadable. One small statement tells.
 */
function assertParserLives(): void {
  if (parseFragment('SELECT 1') === null) throw new DeadParserError();
}

class DeadParserError extends Error {}
