import { addIssueComment, commitSha, moveHead } from '../fake-github.js';
import { client, closeAll, head, numberedLines, path, pull, repo, start } from './test-world.js';

afterEach(closeAll);

describe('review comments', () => {
  const comment = { path, body: 'Blocks writes.', line: 5 };
  const review = (...comments: object[]) => ({
    ...pull,
    commit_id: head,
    event: 'COMMENT' as const,
    comments: comments.map((each) => ({ ...comment, ...each })),
  });
  const hunkBlank = "Pull request review thread diff hunk can't be blank";
  const outside = 'Pull request review thread line must be part of the diff';
  const otherHunk = 'Pull request review thread start line must be part of the same hunk as the line.';
  const order = 'Pull request review thread start line must precede the end line.';

  test.each([
    ['a changed line', { line: 5 }],
    ['the first context line of a hunk', { line: 2 }],
    ['a range within a hunk', { start_line: 2, line: 8 }],
    ['a deleted line', { line: 5, side: 'LEFT' }],
    ['a range from the left to the right side', { start_line: 5, start_side: 'LEFT', line: 5, side: 'RIGHT' }],
  ])('%s is taken', async (_, place) => {
    const fake = await start();
    await client(fake).pulls.createReview(review(place));
    const { data } = await client(fake).pulls.listReviewComments(pull);
    expect(data.map((each) => [each.line, each.user.login])).toEqual([[place.line, 'github-actions[bot]']]);
    expect(fake.violations).toEqual([]);
  });

  test.each([
    ['a line outside every hunk', { line: 1 }, `${outside} and ${hunkBlank}`],
    ['a range whose end is outside', { start_line: 5, line: 9 }, `${outside}, ${otherHunk}, and ${hunkBlank}`],
    ['a range that starts in another hunk', { start_line: 5, line: 30 }, otherHunk],
    ['a range of one line', { start_line: 5, line: 5 }, order],
    ['a range from the right to the left', { start_line: 5, line: 5, side: 'LEFT', start_side: 'RIGHT' }, order],
    [
      'a file that did not change',
      { path: 'README.md' },
      `Pull request review thread path is invalid and ${hunkBlank}`,
    ],
    ['a body of 65,537 characters', { body: 'x'.repeat(65_537) }, 'Body is too long (maximum is 65536 characters)'],
  ])('%s refuses the whole review', async (_, place, message) => {
    const fake = await start();
    await expect(client(fake).pulls.createReview(review({}, place))).rejects.toMatchObject({
      status: 422,
      response: { data: { message: 'Unprocessable Entity', errors: [message] } },
    });
    expect(fake.state.repository.pulls.get(7)?.reviewComments).toEqual([]);
  });

  test('a review needs a body or comments', async () => {
    await expect(client(await start()).pulls.createReview(review())).rejects.toMatchObject({ status: 422 });
  });

  test('what the description does not know is a violation', async () => {
    const fake = await start();
    await expect(client(fake).pulls.createReview(review({ subject_type: 'file', line: '5' }))).rejects.toMatchObject({
      status: 422,
    });
    expect(fake.violations).toEqual([
      'POST /repos/acme/shop/pulls/7/reviews: /comments/0/line must be integer',
      "POST /repos/acme/shop/pulls/7/reviews: /comments/0/subject_type is not a property in GitHub's description",
    ]);
  });

  test('a single comment may be about a whole file, and names the field of a wrong line', async () => {
    const fake = await start();
    const { pulls } = client(fake);
    const single = { ...pull, commit_id: head, path, body: 'Too big for a patch.' };
    const { data } = await pulls.createReviewComment({ ...single, subject_type: 'file' });
    expect(data).toMatchObject({ id: 2001, subject_type: 'file', line: null });
    await expect(pulls.createReviewComment({ ...single, line: 20 })).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ message: 'pull_request_review_thread.line must be part of the diff' }, {}] } },
    });
    await expect(pulls.createReviewComment({ ...single, commit_id: commitSha('other') })).rejects.toMatchObject({
      status: 422,
    });
    expect(fake.violations).toEqual([]);
  });

  test('after a push a comment follows its line, or is outdated when the line changed', async () => {
    const fake = await start();
    await client(fake).pulls.createReview(review({ line: 5 }, { line: 30 }));
    const text = `-- new first line\n${numberedLines(40).replace('-- line 5\n', 'SELECT 5;\n')}`;
    moveHead(fake.state.repository, 7, { sha: commitSha('second'), files: { [path]: text, 'README.md': 'Shop\n' } });
    const { data } = await client(fake).pulls.listReviewComments(pull);
    expect(data.map((each) => [each.line, each.original_line])).toEqual([
      [6, 5],
      [null, 30],
    ]);
    expect(fake.violations).toEqual([]);
  });
});

describe('issue comments', () => {
  test('they are created, listed in pages, edited and deleted', async () => {
    const fake = await start();
    const octokit = client(fake);
    const issue = { ...repo, issue_number: 7 };
    for (let count = 0; count < 100; count += 1) addIssueComment(fake.state, 7, 'talker', `comment ${count}`);
    const { data: ours } = await octokit.issues.createComment({ ...issue, body: 'Summary' });
    expect([ours.id, ours.user?.login]).toEqual([1101, 'github-actions[bot]']);
    expect(await octokit.paginate(octokit.issues.listComments, { ...issue, per_page: 100 })).toHaveLength(101);
    await octokit.issues.updateComment({ ...repo, comment_id: 1101, body: 'All clear' });
    expect((await octokit.issues.getComment({ ...repo, comment_id: 1101 })).data.body).toBe('All clear');
    await octokit.issues.deleteComment({ ...repo, comment_id: 1101 });
    await expect(octokit.issues.getComment({ ...repo, comment_id: 1101 })).rejects.toMatchObject({ status: 404 });
    expect(fake.violations).toEqual([]);
  });

  test('65,536 characters are taken, one more is not', async () => {
    const fake = await start();
    const { issues } = client(fake);
    await issues.createComment({ ...repo, issue_number: 7, body: 'x'.repeat(65_536) });
    const longer = issues.createComment({ ...repo, issue_number: 7, body: 'x'.repeat(65_537) });
    await expect(longer).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ message: 'Body is too long (maximum is 65536 characters)' }] } },
    });
  });
});
