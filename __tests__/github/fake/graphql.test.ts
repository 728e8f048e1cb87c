import { addIssueComment, addReply } from '../fake-github.js';
import { client, closeAll, head, path, pull, repo, start } from './test-world.js';

afterEach(closeAll);

describe('GraphQL', () => {
  const threadsQuery = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
    viewer { login }
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        headRefOid
        comments(first: 1, after: $after) { nodes { databaseId id body viewerDidAuthor createdAt } pageInfo { hasNextPage endCursor } }
        reviewThreads(first: 100) { nodes { id isResolved isOutdated viewerCanResolve path line
          comments(first: 10) { nodes { id databaseId body viewerDidAuthor author { login } } } } }
      }
    }
  }`;
  const variables = { owner: 'acme', name: 'shop', number: 7 };

  test('comments are paged and threads know who wrote what', async () => {
    const fake = await start();
    const octokit = client(fake);
    addIssueComment(fake.state, 7, 'mallory', '<!-- pg-preflight -->');
    await octokit.issues.createComment({ ...repo, issue_number: 7, body: 'ours' });
    await octokit.pulls.createReviewComment({ ...pull, commit_id: head, path, line: 5, body: 'ours' });
    addReply(fake.state, 7, 2001, 'reviewer', 'Why?');
    expect(await octokit.graphql(threadsQuery, { ...variables, after: 'cursor:1' })).toMatchObject({
      viewer: { login: 'github-actions[bot]' },
      repository: {
        pullRequest: {
          headRefOid: head,
          comments: { nodes: [{ databaseId: 1002, viewerDidAuthor: true }], pageInfo: { hasNextPage: false } },
          reviewThreads: {
            nodes: [
              {
                id: 'PRRT_2001',
                isResolved: false,
                viewerCanResolve: false,
                line: 5,
                comments: { nodes: [{ author: { login: 'github-actions' } }, { viewerDidAuthor: false }] },
              },
            ],
          },
        },
      },
    });
    expect(fake.violations).toEqual([]);
  });

  const resolve = 'mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved } } }';

  test('a thread is resolved with `contents: write` and FORBIDDEN without; minimizing needs less', async () => {
    const fake = await start();
    const octokit = client(fake);
    await octokit.pulls.createReviewComment({ ...pull, commit_id: head, path, line: 5, body: 'ours' });
    await expect(octokit.graphql(resolve, { id: 'PRRT_2001' })).rejects.toMatchObject({
      errors: [{ type: 'FORBIDDEN' }],
    });
    const minimize =
      'mutation { minimizeComment(input: { subjectId: "PRRC_2001", classifier: RESOLVED }) { clientMutationId } }';
    await octokit.graphql(minimize);
    fake.state.permissions = { ...fake.state.permissions, contents: 'write' };
    expect(await octokit.graphql(resolve, { id: 'PRRT_2001' })).toEqual({
      resolveReviewThread: { thread: { isResolved: true } },
    });
    expect(fake.state.repository.pulls.get(7)?.reviewComments[0]?.minimized).toBe('RESOLVED');
    expect(fake.violations).toEqual([]);
  });

  test('the text of several files comes in one question', async () => {
    const octokit = client(await start());
    const query = `{ repository(owner: "acme", name: "shop") {
      a: object(expression: "${head}:README.md") { ... on Blob { text isBinary isTruncated } }
      b: object(expression: "${head}:nowhere") { ... on Blob { text } } } }`;
    expect(await octokit.graphql(query)).toEqual({
      repository: { a: { text: 'Shop\n', isBinary: false, isTruncated: false }, b: null },
    });
  });

  test.each([
    ['an unknown field', '{ viewer { nickname } }', "Field 'nickname' doesn't exist on type 'User'"],
    [
      'an unknown mutation',
      'mutation { addReaction(input: {}) { clientMutationId } }',
      "Field 'addReaction' doesn't exist on type 'Mutation'",
    ],
    [
      'a missing argument',
      '{ repository(owner: "acme") { id } }',
      "Field 'repository' is missing required arguments: name",
    ],
    ['a selection left open', '{ viewer { login }', 'Parse error: the document ends too early'],
  ])('%s is a violation', async (_, query, message) => {
    const fake = await start();
    await expect(client(fake).graphql(query)).rejects.toMatchObject({ errors: [{ message }] });
    expect(fake.violations).toEqual([`POST /graphql: ${message}`]);
  });
});
