/**
 * Whether two texts of a migration in code differ in more than form: comments, white space, imports, quotes, types that
 * the language does not look at when it runs, and what goes down, which has not run. What the code does is not known.
 */
export function differsInCode(path: string, before: string, now: string): boolean {
  if (before.length > MOST || now.length > MOST) return before !== now;
  return wordsOf(path, before).join('\n') !== wordsOf(path, now).join('\n');
}

/** No pattern below begins anew where another try has failed: the text is a stranger's, and read without a deadline. */
const MOST = 65_536;
const HASH = new Set(['py', 'rb', 'exs', 'yml', 'yaml']);
const SLASHES = new Set([
  'ts',
  'js',
  'mjs',
  'cjs',
  'mts',
  'cts',
  'cs',
  'go',
  'java',
  'kt',
  'groovy',
  'php',
  'rs',
  'fs',
]);

function wordsOf(path: string, text: string): readonly string[] {
  const suffix = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const up = withoutDown(text.replaceAll('\r\n', '\n').replace(IMPORTS, ''));
  const bare = suffix === 'py' ? up.replace(TYPES_OF_PYTHON, '$1') : up.replace(TYPES_OF_SCRIPT, '');
  const words = [...bare.matchAll(tokens(suffix))].flatMap(([token]) => wordOf(token, suffix));
  // A comma before a closing bracket is a matter of taste, as is what ends a line.
  return words.filter((word, at) => word !== ';' && !(word === ',' && /^[)\]}]$/.test(words[at + 1] ?? '')));
}

const IMPORTS =
  /^[\t ]*(?:from\s+\S+\s+import\s*(?:\([^()]*\)|.*)|import\s*(?:type\s*)?\{[^{}]*\}\s*from.*|(?:import|use|using|package|alias|require(?:_relative)?)\b.*|(?:const|let|var)\s+[^=\n]+=\s*require\(.*)$/gm;
const TYPES_OF_PYTHON = /^(\w+)\s*:[^=\n]+(?==)|(?<=\))\s*->\s*[\w.[\], ]+(?=:)/gm;
const TYPES_OF_SCRIPT = /(?<=\))\s*:\s*Promise<[\w<>[\]]*>|\b(?:public|override)\s+(?=async\b|up\b)/g;

function tokens(suffix: string): RegExp {
  const comments = [
    ...(HASH.has(suffix) || suffix === 'php' ? [String.raw`#(?!\{)[^\n]*`] : []),
    ...(SLASHES.has(suffix) ? [String.raw`//[^\n]*|/\*[\s\S]*?(?:\*/|$)`] : []),
    ...(suffix === 'xml' ? [String.raw`<!--[\s\S]*?(?:-->|$)`] : []),
  ];
  // What is not closed ends with its line or the text.
  const strings = String.raw`"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?`;
  const tick = SLASHES.has(suffix) ? [String.raw`\x60(?:[^\x60\\]|\\[\s\S])*\x60?`] : [];
  return new RegExp([...comments, strings, ...tick, String.raw`[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]`].join('|'), 'gu');
}

function wordOf(token: string, suffix: string): string[] {
  if (/^(?:#.|\/\/|\/\*[\s\S]*\*\/$|<!--[\s\S]*-->$)/.test(token)) return [];
  // The text at the top of a module, class or function of Python that says what it is for.
  if (
    suffix === 'py' &&
    /^("""|''')[\s\S]*\1$/.test(token) &&
    !/\b(?:alter|create|drop|update|insert|delete)\b/i.test(token)
  )
    return [];
  const single = /^'([^"\\]*)'$/.exec(token)?.[1];
  return [single === undefined ? token : `"${single}"`];
}

const DOWN =
  /^([\t ]*)(?:(?:export|public|protected|override|async|static|const|def|function|func|fn)\s+)*(?:exports\.|module\.exports\.)?(?:down|downgrade|Down)\b\s*[(:=\s]/;

/** Without the function that takes it back: all that is indented below its head. */
function withoutDown(text: string): string {
  let below: string | null = null;
  const kept = text.split('\n').filter((line) => {
    if (below !== null && (line.trim() === '' || /^\s*(?:\)|\}|end\b)/.test(line) || deeper(line, below))) return false;
    below = DOWN.exec(line)?.[1] ?? null;
    return below === null;
  });
  return kept.join('\n');
}

function deeper(line: string, indentation: string): boolean {
  return line.startsWith(indentation) && /^\s/.test(line.slice(indentation.length));
}
