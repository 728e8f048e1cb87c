import { blobSha, commitSha, eventPayload, onePullRequest } from '../fake-github.js';
import { client, closeAll, head, numberedLines, pull, repo, start } from './test-world.js';

afterEach(closeAll);

describe('reading', () => {
  test('files are added, removed, modified and renamed, and a pure rename has no patch', async () => {
    const fake = await start(
      onePullRequest({
        baseFiles: {
          'a.sql': 'SELECT 1;\n',
          'b.sql': 'SELECT 2;\n',
          'c.sql': 'SELECT 3;\n',
          'd.sql': numberedLines(3),
        },
        headFiles: {
          'a.sql': 'SELECT 9;\n',
          'e.sql': 'SELECT 3;\n',
          'f.sql': 'x',
          'g.sql': `${numberedLines(3)}SELECT 4;\n`,
        },
        renames: { 'g.sql': 'd.sql' },
      }),
    );
    const { data } = await client(fake).pulls.listFiles(pull);
    expect(
      data.map((file) => [file.filename, file.status, file.previous_filename ?? null, file.patch ?? null]),
    ).toEqual([
      ['a.sql', 'modified', null, '@@ -1 +1 @@\n-SELECT 1;\n+SELECT 9;'],
      ['b.sql', 'removed', null, '@@ -1 +0,0 @@\n-SELECT 2;'],
      ['e.sql', 'renamed', 'c.sql', null],
      ['f.sql', 'added', null, '@@ -0,0 +1 @@\n+x\n\\ No newline at end of file'],
      ['g.sql', 'renamed', 'd.sql', '@@ -1,3 +1,4 @@\n -- line 1\n -- line 2\n -- line 3\n+SELECT 4;'],
    ]);
    expect(data[0]?.sha).toBe(blobSha('SELECT 9;\n'));
    expect(fake.violations).toEqual([]);
  });

  test('250 files come in three pages of 100, 30 without per_page', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [`db/${1000 + index}.sql`, `SELECT ${index};\n`]),
    );
    const fake = await start(onePullRequest({ baseFiles: {}, headFiles: files }));
    const octokit = client(fake);
    const all = await octokit.paginate(octokit.pulls.listFiles, { ...pull, per_page: 100 });
    expect([all.length, all.at(-1)?.filename]).toEqual([250, 'db/1249.sql']);
    expect(fake.log).toEqual([
      'GET /repos/acme/shop/pulls/7/files?per_page=100',
      'GET /repos/acme/shop/pulls/7/files?per_page=100&page=2',
      'GET /repos/acme/shop/pulls/7/files?per_page=100&page=3',
    ]);
    expect((await octokit.pulls.listFiles(pull)).data).toHaveLength(30);
  });

  test('the list ends at 3,000 files, and a comparison at 300', async () => {
    const files = Object.fromEntries(Array.from({ length: 3_010 }, (_, index) => [`db/${10_000 + index}.sql`, '']));
    const fake = await start(onePullRequest({ baseFiles: {}, headFiles: files }));
    const octokit = client(fake);
    const last = await octokit.pulls.listFiles({ ...pull, per_page: 100, page: 30 });
    expect(last.data.at(-1)?.filename).toBe('db/12999.sql');
    expect(last.headers.link).not.toContain('rel="next"');
    const basehead = `${commitSha('base')}...${head}`;
    expect((await octokit.repos.compareCommitsWithBasehead({ ...repo, basehead })).data.files).toHaveLength(300);
    expect(fake.violations).toEqual([]);
  });

  test('a file with more changed lines than the limit has no patch', async () => {
    const description = onePullRequest({
      baseFiles: {},
      headFiles: { 'a.sql': numberedLines(11), 'b.sql': numberedLines(10) },
    });
    const { data } = await client(await start(description, { maxPatchLines: 10 })).pulls.listFiles(pull);
    expect(data.map((file) => file.patch !== undefined)).toEqual([false, true]);
  });

  test('contents are found at a branch and at a commit, as JSON and raw, and not elsewhere', async () => {
    const big = 'x'.repeat(1024 * 1024 + 1);
    const fake = await start(
      onePullRequest({ baseFiles: { 'a b.yml': 'base\n' }, headFiles: { 'a b.yml': 'head\n', big } }),
    );
    const { repos } = client(fake);
    const file = { ...repo, path: 'a b.yml' };
    expect((await repos.getContent(file)).data).toMatchObject({
      type: 'file',
      content: 'YmFzZQo=\n',
      encoding: 'base64',
    });
    const raw = await repos.getContent({ ...file, ref: head, mediaType: { format: 'raw' } });
    expect(raw.data).toBe('head\n');
    expect((await repos.getContent({ ...repo, path: 'big', ref: head })).data).toMatchObject({
      encoding: 'none',
      content: '',
    });
    await expect(repos.getContent({ ...repo, path: 'big' })).rejects.toMatchObject({ status: 404 });
    await expect(repos.getContent({ ...file, ref: 'nowhere' })).rejects.toMatchObject({ status: 404 });
    expect(fake.violations).toEqual([]);
  });

  test('blobs, trees, commits and comparisons tell the same story', async () => {
    const description = onePullRequest({
      mergeBaseFiles: { 'db/a.sql': 'a\n' },
      baseFiles: { 'db/a.sql': 'a\n', 'other.sql': 'o\n' },
      headFiles: { 'db/a.sql': 'a\n', 'db/b.sql': 'b\n', link: { symlink: 'db/a.sql' } },
    });
    const fake = await start(description);
    const { git, repos, pulls } = client(fake);
    const tree = await git.getTree({ ...repo, tree_sha: head, recursive: '1' });
    expect(tree.data.tree.map((entry) => `${entry.mode} ${entry.path}`)).toEqual([
      '040000 db',
      '100644 db/a.sql',
      '100644 db/b.sql',
      '120000 link',
    ]);
    expect((await git.getBlob({ ...repo, file_sha: blobSha('b\n') })).data).toMatchObject({
      size: 2,
      content: 'Ygo=\n',
    });
    const compared = await repos.compareCommitsWithBasehead({ ...repo, basehead: `main...${head}` });
    expect(compared.data).toMatchObject({ status: 'diverged', merge_base_commit: { sha: commitSha('merge base') } });
    const names = (await pulls.listFiles(pull)).data.map((file) => file.filename);
    expect(names).toEqual(['db/b.sql', 'link']);
    expect(compared.data.files?.map((file) => file.filename)).toEqual(names);
    expect((await repos.getCommit({ ...repo, ref: head })).data.files?.map((file) => file.filename)).toEqual(names);
    const found = await repos.listPullRequestsAssociatedWithCommit({ ...repo, commit_sha: head });
    expect(found.data.map((each) => each.number)).toEqual([7]);
    expect(fake.violations).toEqual([]);
  });

  test('a fork is told by the repository of the head', async () => {
    const fake = await start(onePullRequest({ baseFiles: {}, headFiles: { a: 'a' }, fork: true, author: 'mallory' }));
    const { data } = await client(fake).pulls.get(pull);
    expect([data.head.repo?.full_name, data.base.repo.full_name, data.head.sha]).toEqual([
      'mallory/shop',
      'acme/shop',
      head,
    ]);
    expect(eventPayload(fake.state, 'pull_request_target', 7)).toMatchObject({
      number: 7,
      pull_request: { head: { sha: head, repo: { fork: true } }, base: { ref: 'main' } },
    });
  });
});
