import { z } from 'zod';
import type { Answer } from './answer.js';
import { refused } from './answer.js';
import { commitAt } from './repositories.js';
import { GraphqlSyntaxError, parseGraphql } from './graphql-document.js';
import { blobType } from './graphql-blob.js';
import type { ObjectType } from './graphql-execution.js';
import { FieldRefusal, execute, field, scalar } from './graphql-execution.js';
import { mutations } from './graphql-mutations.js';
import { pullRequestType } from './graphql-pull-request.js';
import type { Commit, GitHubState } from './state.js';

const requestShape = z.strictObject({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export interface GraphqlAnswer {
  readonly answer: Answer;
  /** Why the document is not one GitHub would run; empty when it is. */
  readonly violations: readonly string[];
}

/** HTTP 200 whatever happens, as on github.com: errors stand in the answer. */
export function graphqlAnswer(state: GitHubState, body: unknown): GraphqlAnswer {
  const request = requestShape.safeParse(body);
  if (!request.success)
    return { answer: refused(400, 'Problems parsing JSON'), violations: ['a malformed GraphQL request'] };
  try {
    const operation = parseGraphql(request.data.query);
    const root = operation.kind === 'query' ? queryType(state) : { type: 'Mutation', fields: mutations(state) };
    const { data, errors } = execute(operation, root, request.data.variables ?? {});
    const violations = errors
      .filter((error) => !ordinaryRefusals.includes(error.type ?? ''))
      .map((error) => error.message);
    const listed = errors.length === 0 ? {} : { errors };
    return { answer: { status: 200, body: data === null ? listed : { data, ...listed } }, violations };
  } catch (error) {
    if (!(error instanceof GraphqlSyntaxError)) throw error;
    const message = `Parse error: ${error.message}`;
    return { answer: { status: 200, body: { errors: [{ message }] } }, violations: [message] };
  }
}

/** What a correct client may run into; any other error is its own mistake. */
const ordinaryRefusals = ['FORBIDDEN', 'NOT_FOUND'];

function queryType(state: GitHubState): ObjectType {
  return {
    type: 'Query',
    fields: {
      viewer: scalar({ type: 'User', fields: { login: scalar(state.viewer.login), id: scalar('U_1') } }),
      rateLimit: scalar({ type: 'RateLimit', fields: { cost: scalar(1), remaining: scalar(4_999) } }),
      repository: field(['owner!', 'name!'], ({ owner, name }) => {
        const { repository } = state;
        if (owner === repository.owner && name === repository.name) return repositoryType(state);
        const asked = `${String(owner)}/${String(name)}`;
        throw new FieldRefusal('NOT_FOUND', `Could not resolve to a Repository with the name '${asked}'.`);
      }),
    },
  };
}

function repositoryType(state: GitHubState): ObjectType {
  const { repository } = state;
  return {
    type: 'Repository',
    fields: {
      id: scalar('R_500'),
      nameWithOwner: scalar(`${repository.owner}/${repository.name}`),
      isPrivate: scalar(repository.private),
      defaultBranchRef: scalar({
        type: 'Ref',
        fields: {
          name: scalar(repository.defaultBranch),
          target: scalar({
            type: 'Commit',
            fields: { oid: scalar(repository.branches.get(repository.defaultBranch) ?? null) },
          }),
        },
      }),
      object: field(['expression', 'oid'], ({ expression, oid }) => objectType(state, String(expression ?? oid))),
      pullRequest: field(['number!'], ({ number }) => {
        const pull = repository.pulls.get(Number(number));
        if (pull !== undefined) return pullRequestType(state, pull);
        throw new FieldRefusal('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${String(number)}.`);
      }),
    },
  };
}

/** `REF`, `REF:path` or the id of a blob. */
function objectType(state: GitHubState, expression: string): ObjectType | null {
  const { repository } = state;
  const colon = expression.indexOf(':');
  if (colon !== -1) {
    const file = commitAt(repository, expression.slice(0, colon))?.files.get(expression.slice(colon + 1));
    return file === undefined ? null : blobType(file);
  }
  const commit = commitAt(repository, expression);
  if (commit !== null) return commitType(commit);
  const files = [...repository.commits.values()].flatMap((each) => [...each.files.values()]);
  const file = files.find((each) => each.sha === expression && each.type === 'blob');
  return file === undefined ? null : blobType(file);
}

function commitType(commit: Commit): ObjectType {
  return { type: 'Commit', fields: { oid: scalar(commit.sha), message: scalar(commit.message) } };
}
