import { renderReviewComment } from '../../src/render/review-comment.js';
import { finding, fixtureReport } from './fixture-report.js';

describe('an inline comment', () => {
  test('begins with the mode and the severity, then says what happens', () => {
    const [first, , second] = renderReviewComment([finding({})], fixtureReport).split('\n');
    expect(first).toBe('**Lock-queue freeze · unsafe**');
    expect(second).toMatch(/^`CREATE INDEX` on `public\.orders` blocks writes\. \[Why, and when it is fine\]\(https:/);
  });

  test('puts the worst finding first and the others into a paragraph each', () => {
    const caution = finding({ severity: 'caution', mode: 'invalid-index', message: 'second' });
    const body = renderReviewComment([caution, finding({})], fixtureReport);
    expect(body.indexOf('Lock-queue freeze · unsafe')).toBe(2);
    expect(body).toContain('**INVALID index · caution**: second');
  });

  test('offers the suggestion alone when the fix says the same', () => {
    const body = renderReviewComment(
      [finding({ fix: 'A\n  B;', suggestion: { startLine: 1, endLine: 1, lines: ['A B;'] } })],
      fixtureReport,
    );
    expect(body).toContain('```suggestion\nA B;\n```');
    expect(body).not.toContain('```sql');
  });

  test('shows the fix as well when it says more than the suggestion', () => {
    const body = renderReviewComment(
      [finding({ fix: 'A B;\nC;', suggestion: { startLine: 1, endLine: 1, lines: ['A B;'] } })],
      fixtureReport,
    );
    expect(body).toContain('In full:\n\n```sql\nA B;\nC;\n```');
  });

  test('falls back to the fix when the suggestion holds a hidden character', () => {
    const body = renderReviewComment(
      [finding({ fix: 'A \u202eB;', suggestion: { startLine: 1, endLine: 1, lines: ['A \u202eB;'] } })],
      fixtureReport,
    );
    expect(body).toContain('Safe form:\n\n```sql\nA \\u202eB;\n```');
  });

  test('does not show one fix twice', () => {
    const body = renderReviewComment([finding({ fix: 'A;' }), finding({ fix: 'A', rule: 'other' })], fixtureReport);
    expect(body.match(/```sql/g)).toHaveLength(1);
  });

  test('says which part of a fix is no migration, in words and not as if it were a file', () => {
    const part = { about: 'the index', sql: 'A;' };
    const fixFiles = [
      { ...part, path: null, inMigration: false },
      { ...part, path: 'db/0003_x.sql', inMigration: true },
    ];
    const body = renderReviewComment([finding({ fix: 'A;', fixFiles })], fixtureReport);
    expect(body).toContain('Safe form, in 2 steps, each after the one before');
    expect(body).toContain('**1.** not in a migration: the index');
    expect(body).toContain('**2.** `db/0003_x.sql`: the index');
  });

  test('names every rule that a comment can accept, never what could not be read', () => {
    const unread = finding({ mode: null, rule: 'unreadable-migration' });
    const body = renderReviewComment([finding({}), finding({ rule: 'other' }), unread], fixtureReport);
    expect(body).toContain('to accept: `-- pg-preflight: allow create-index-not-concurrently, other -- REASON`');
    expect(renderReviewComment([unread], fixtureReport)).not.toContain('to accept');
  });
});
