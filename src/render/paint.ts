import type { Severity } from '../report/report.js';

export type Color = 'red' | 'yellow' | 'blue' | 'green' | 'dim' | 'bold';

export type Paint = (color: Color, text: string) => string;

const CODES: Readonly<Record<Color, string>> = {
  red: '1;31',
  yellow: '33',
  blue: '36',
  green: '32',
  dim: '2',
  bold: '1',
};

export const SEVERITY_COLOR: Readonly<Record<Severity, Color>> = { unsafe: 'red', caution: 'yellow', note: 'blue' };

/** The only place that writes escape bytes; without colours every text stays as it is. */
export function painter(color: boolean): Paint {
  return (name, text) => (color && text !== '' ? `\u001b[${CODES[name]}m${text}\u001b[0m` : text);
}
