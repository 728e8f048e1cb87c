/** The action's outputs, in the order of action.yml. When the scan itself failed they are all empty. */
export const OUTPUTS = [
  { name: 'verdict', meaning: '`safe`, `caution` or `unsafe`.' },
  { name: 'unsafe', meaning: 'Number of unsafe findings.' },
  { name: 'caution', meaning: 'Number of cautions.' },
  { name: 'note', meaning: 'Number of notes.' },
  { name: 'files', meaning: 'Number of migration files scanned.' },
  { name: 'statements', meaning: 'Number of statements scanned.' },
  { name: 'report', meaning: "The JSON report's path, when written." },
] as const;
