import { commitSha } from '../fake-github.js';
import { client, closeAll, head, path, repo, start, twoHunks } from './test-world.js';

afterEach(closeAll);

describe('check runs', () => {
  const annotation = {
    path,
    start_line: 5,
    end_line: 5,
    annotation_level: 'failure' as const,
    message: 'Rewrites orders.',
  };
  const run = {
    ...repo,
    name: 'pg-preflight',
    head_sha: head,
    status: 'completed' as const,
    conclusion: 'failure' as const,
  };
  const output = (annotations: (typeof annotation)[], summary = 'Unsafe') => ({
    title: 'Unsafe',
    summary,
    annotations,
  });

  test('50 annotations are taken and add up over updates; the list shows the newest run of a name', async () => {
    const fake = await start();
    const { checks } = client(fake);
    const { data } = await checks.create({ ...run, output: output(Array<typeof annotation>(50).fill(annotation)) });
    await checks.update({ ...repo, check_run_id: data.id, output: output([annotation]) });
    await checks.create({ ...run, conclusion: 'success' });
    const all = await checks.listForRef({ ...repo, ref: head, filter: 'all' });
    expect(all.data.check_runs.map((each) => [each.id, each.output.annotations_count])).toEqual([
      [4002, 0],
      [4001, 51],
    ]);
    expect((await checks.listForRef({ ...repo, ref: head })).data.total_count).toBe(1);
    expect(fake.violations).toEqual([]);
  });

  test.each([
    ['51 annotations', { output: output(Array<typeof annotation>(51).fill(annotation)) }],
    ['a summary of 65,536 characters', { output: output([], 'x'.repeat(65_536)) }],
    ['an annotation that ends before it starts', { output: output([{ ...annotation, end_line: 4 }]) }],
    ['columns over several lines', { output: output([{ ...annotation, end_line: 6, ...{ start_column: 1 } }]) }],
    ['an unknown commit', { head_sha: commitSha('unknown') }],
  ])('%s is refused', async (_, wrong) => {
    const fake = await start();
    await expect(client(fake).checks.create({ ...run, ...wrong })).rejects.toMatchObject({ status: 422 });
    expect(fake.state.repository.checkRuns).toEqual([]);
  });

  test('a personal token may not create one', async () => {
    const fake = await start(twoHunks, { viewer: { login: 'octocat', kind: 'personal' } });
    await expect(client(fake).checks.create(run)).rejects.toMatchObject({ status: 403 });
  });
});
