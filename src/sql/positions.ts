/** UTF-16 offsets into a source text, end exclusive. The only unit the engine uses. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Converts the parser's UTF-8 byte offsets to UTF-16 offsets of the same text. */
export function byteConverter(text: string): (byteOffset: number) => number {
  const wide = firstWideCharacter(text);
  if (wide < 0) return (byteOffset) => byteOffset;
  // Sample every 256 characters, so that a lookup walks a bounded distance and a big file costs no big table.
  const samples: number[] = [];
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (at % 256 === 0) samples.push(bytes);
    bytes += bytesAt(text, at);
  }
  return (byteOffset) => {
    let low = 0;
    let high = samples.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((samples[middle] ?? 0) <= byteOffset) low = middle;
      else high = middle - 1;
    }
    let at = low * 256;
    let seen = samples[low] ?? 0;
    while (at < text.length && seen < byteOffset) {
      seen += bytesAt(text, at);
      at += 1;
    }
    return at;
  };
}

/** Converts an error's cursor, counted in Unicode code points, to a UTF-16 offset. */
export function offsetOfCodePoint(text: string, codePoints: number): number {
  let at = 0;
  for (let seen = 0; seen < codePoints && at < text.length; seen += 1) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}

/** Answers "which 1-based line is this offset on" for one text. CR, LF and CRLF each end one line. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

function firstWideCharacter(text: string): number {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return at;
  return -1;
}

/** UTF-8 bytes that the UTF-16 unit at `at` adds; a surrogate pair is four, two for each half. */
function bytesAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code <= 0xdfff ? 2 : 3;
}
