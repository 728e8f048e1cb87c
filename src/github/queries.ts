/** The first look: the pull request as it stands now, and a file at the tip of its base branch. */
export const OPENING_QUERY = `query PgPreflightOpening($owner: String!, $repo: String!, $number: Int!, $path: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      headRefOid baseRefOid baseRefName isCrossRepository author { login }
      baseRef {
        target {
          ... on Commit { file(path: $path) { oid object { ... on Blob { text } } } }
        }
      }
    }
  }
}`;

/**
 * The read before all writing: our own comments and the current head. REST cannot say who `viewer` is with the Actions
 * token (`GET /user` is 403), and has no threads. `databaseId` would be shorter and is 32 bits wide: too narrow by now.
 */
export const CONVERSATION_QUERY = `query PgPreflightConversation(
  $owner: String!, $repo: String!, $number: Int!,
  $comments: String, $threads: String
) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $comments) {
        pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId viewerDidAuthor body }
      }
      reviewThreads(first: 100, after: $threads) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id isResolved isOutdated viewerCanResolve path startLine line
          comments(first: 1) { totalCount nodes { id fullDatabaseId viewerDidAuthor body } }
        }
      }
    }
  }
}`;

export const RESOLVE_MUTATION = `mutation PgPreflightResolve($threadId: ID!) {
  resolveReviewThread(input: { threadId: $threadId }) { thread { isResolved } }
}`;

export const MINIMIZE_MUTATION = `mutation PgPreflightMinimize($subjectId: ID!) {
  minimizeComment(input: { subjectId: $subjectId, classifier: RESOLVED }) { minimizedComment { isMinimized } }
}`;
