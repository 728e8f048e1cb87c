import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiSlice, slicePath, usedOperations } from '../../scripts/openapi-slice.js';
import { commitSha, eventPayload, readOnlyPermissions } from './fake-github.js';
import { routes } from './fake/routes.js';
import { client, closeAll, head, path, pull, repo, start, twoHunks } from './fake/test-world.js';

afterEach(closeAll);

test('the slice is what the installed description gives, and each of its operations is answered', () => {
  const source = join('node_modules', '@octokit', 'openapi', 'generated', 'api.github.com.json');
  expect(readFileSync(slicePath, 'utf8') === openApiSlice(readFileSync(source, 'utf8'))).toBe(true);
  expect([...routes.keys()].sort()).toEqual([...usedOperations].sort());
});

describe('tokens', () => {
  test('a read-only token reads, and is told which permission a write needs', async () => {
    const fake = await start(twoHunks, { permissions: readOnlyPermissions });
    const octokit = client(fake);
    expect((await octokit.pulls.listFiles(pull)).data).toHaveLength(1);
    await expect(octokit.issues.createComment({ ...repo, issue_number: 7, body: 'x' })).rejects.toMatchObject({
      status: 403,
      response: {
        data: { message: 'Resource not accessible by integration' },
        headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' },
      },
    });
    expect(fake.state.repository.pulls.get(7)?.comments).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  test('a workflow run starts again only with `actions: write`', async () => {
    const workflowRuns = [
      { id: 5001, name: 'migrations', event: 'pull_request', headSha: head, status: 'completed' as const },
    ];
    const fake = await start({ ...twoHunks, workflowRuns });
    const { actions } = client(fake);
    const listed = await actions.listWorkflowRunsForRepo({ ...repo, head_sha: head, event: 'pull_request' });
    expect(listed.data.workflow_runs.map((each) => each.id)).toEqual([5001]);
    await expect(actions.reRunWorkflow({ ...repo, run_id: 5001 })).rejects.toMatchObject({ status: 403 });
    fake.state.permissions = { ...fake.state.permissions, actions: 'write' };
    await actions.reRunWorkflow({ ...repo, run_id: 5001 });
    expect(fake.state.repository.reruns).toEqual([5001]);
    expect(fake.violations).toEqual([]);
  });

  test('a wrong token is refused', async () => {
    const fake = await start();
    await expect(client({ ...fake, token: 'other' }).pulls.get(pull)).rejects.toMatchObject({ status: 401 });
  });
});

describe('mishaps', () => {
  test('a secondary limit hits the second write only and says how long to wait', async () => {
    const fault = {
      on: /^POST .*\/comments$/,
      nth: 2,
      what: { kind: 'secondary-limit', status: 429, retryAfter: 3 },
    } as const;
    const { issues } = client(await start(twoHunks, { faults: [fault] }));
    const write = () => issues.createComment({ ...repo, issue_number: 7, body: 'x' });
    await write();
    await expect(write()).rejects.toMatchObject({ status: 429, response: { headers: { 'retry-after': '3' } } });
    expect((await write()).data.id).toBe(1002);
  });

  test('an outage lasts as long as it is told to', async () => {
    const faults = [{ on: /^GET /, times: 2, what: { kind: 'status', status: 502 } }] as const;
    const { pulls } = client(await start(twoHunks, { faults }));
    await expect(pulls.get(pull)).rejects.toMatchObject({ status: 502 });
    await expect(pulls.get(pull)).rejects.toMatchObject({ status: 502 });
    expect((await pulls.get(pull)).status).toBe(200);
  });

  test.each([
    ['reset', 0],
    ['lost-answer', 1],
  ] as const)('%s breaks the connection and leaves %d comments', async (kind, count) => {
    const fake = await start(twoHunks, { faults: [{ on: /^POST /, what: { kind } }] });
    await expect(client(fake).issues.createComment({ ...repo, issue_number: 7, body: 'x' })).rejects.toThrow();
    expect(fake.state.repository.pulls.get(7)?.comments).toHaveLength(count);
    expect(fake.log[0]).toBe('POST /repos/acme/shop/issues/7/comments -> no answer\n    body: x');
  });

  test('the head moves after the request it is told to follow', async () => {
    const commit = { sha: commitSha('second'), files: { [path]: 'SELECT 1;\n' } };
    const faults = [{ on: /\/files$/, what: { kind: 'move-head', pull: 7, commit } }] as const;
    const { pulls } = client(await start(twoHunks, { faults }));
    await pulls.listFiles(pull);
    expect((await pulls.get(pull)).data.head.sha).toBe(commit.sha);
  });
});

test('the log can be kept as a golden file: reads sorted between writes, bodies readable', async () => {
  const fake = await start();
  const { issues, pulls } = client(fake);
  await pulls.listFiles(pull);
  await pulls.get(pull);
  await issues.createComment({ ...repo, issue_number: 7, body: 'Unsafe\n\n- one' });
  await pulls.get({ ...repo, pull_number: 8 }).catch(() => undefined);
  expect(fake.requestsText()).toBe(
    [
      'GET /repos/acme/shop/pulls/7',
      'GET /repos/acme/shop/pulls/7/files',
      'POST /repos/acme/shop/issues/7/comments',
      '    body: |-',
      '      Unsafe',
      '',
      '      - one',
      'GET /repos/acme/shop/pulls/8 -> 404',
      '',
    ].join('\n'),
  );
});

test('each event names the commits it is about where the runner puts them', async () => {
  const { state } = await start();
  const base = commitSha('base');
  expect(eventPayload(state, 'push', 7)).toMatchObject({ ref: 'refs/heads/main', before: base, after: head });
  expect(eventPayload(state, 'push', 7, { deleted: true })).toMatchObject({ after: '0'.repeat(40), deleted: true });
  expect(eventPayload(state, 'merge_group', 7)).toMatchObject({
    merge_group: { base_sha: base, head_sha: head, head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${base}` },
  });
  const dispatch = eventPayload(state, 'workflow_dispatch', 7, { inputs: { 'pull-request': '7' } });
  expect(dispatch).toMatchObject({ inputs: { 'pull-request': '7' }, repository: { default_branch: 'main' } });
});
