import { scanTarget } from '../../src/github/event.js';
import { ConfigError } from '../../src/errors.js';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const NONE = '0'.repeat(40);

describe('scanTarget', () => {
  test.each(['pull_request', 'pull_request_target'])('%s scans the pull request of the payload', (event) => {
    expect(scanTarget(event, { pull_request: { number: 7 } }, null, A)).toEqual({
      kind: 'pull-request',
      number: 7,
      rescan: false,
    });
  });

  test.each(['workflow_dispatch', 'push', 'schedule', 'pull_request'])(
    'the input pull-request makes %s a scan by hand of that pull request',
    (event) => {
      expect(scanTarget(event, {}, 9, A)).toEqual({ kind: 'pull-request', number: 9, rescan: true });
    },
  );

  test('workflow_dispatch without a number scans the tree', () => {
    expect(scanTarget('workflow_dispatch', {}, null, A)).toEqual({ kind: 'tree', head: A });
  });

  test('merge_group scans its own range', () => {
    const payload = { merge_group: { base_sha: A, head_sha: B, head_ref: 'refs/heads/gh-readonly-queue/main/pr-7' } };
    expect(scanTarget('merge_group', payload, null, B)).toEqual({ kind: 'range', base: A, head: B, queued: null });
    const ref = `refs/heads/gh-readonly-queue/main/pr-7-${A}`;
    const named = { merge_group: { ...payload.merge_group, head_ref: ref } };
    expect(scanTarget('merge_group', named, null, B)).toMatchObject({ queued: 7 });
  });

  test('push scans what was pushed', () => {
    expect(scanTarget('push', { before: A, after: B }, null, B)).toEqual({
      kind: 'range',
      base: A,
      head: B,
      queued: null,
    });
  });

  test('push of a new branch is compared with the default branch', () => {
    const payload = { before: NONE, after: B, repository: { default_branch: 'trunk' } };
    expect(scanTarget('push', payload, null, B)).toEqual({ kind: 'new-branch', head: B, defaultBranch: 'trunk' });
  });

  test('push that deletes a branch scans nothing', () => {
    const payload = { before: A, after: NONE, deleted: true };
    expect(scanTarget('push', payload, null, A)).toEqual({ kind: 'nothing', why: 'the branch was deleted' });
  });

  test.each([
    ['another event by its name', 'issues', {}, 'issues'],
    ['a payload without its pull request', 'pull_request', { number: 7 }, 'pull_request'],
    ['a commit that is none', 'push', { before: '../../x', after: B }, 'before'],
  ])('refuses %s', (_what, event, payload, named) => {
    expect(() => scanTarget(event, payload, null, A)).toThrow(ConfigError);
    expect(() => scanTarget(event, payload, null, A)).toThrow(named);
  });
});
