/** The first look: the pull request as it stands now, and a file at the tip of its base branch. */
export const OPENING_QUERY = `query PgPreflightOpening($owner: String!, $repo: String!, $number: Int!, $path: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      id headRefOid baseRefOid baseRefName isCrossRepository author { login }
      baseRef {
        target {
          ... on Commit { file(path: $path) { oid object { ... on Blob { text } } } }
        }
      }
    }
  }
}`;

const SAID = `fragment Said on PullRequest {
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
    pullRequest(number: $number) { ...Said }
  }
}
${SAID}`;

/** The same with the check runs of a name on the head, which takes a permission more. */
export const CONVERSATION_AND_CHECKS_QUERY = `query PgPreflightConversationAndChecks(
  $owner: String!, $repo: String!, $number: Int!,
  $comments: String, $threads: String, $check: String!
) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      ...Said
      commits(last: 1) {
        nodes {
          commit {
            oid
            checkSuites(first: 20, filterBy: { checkName: $check }) {
              nodes {
                checkRuns(first: 5, filterBy: { checkName: $check, checkType: LATEST }) {
                  nodes { resourcePath externalId }
                }
              }
            }
          }
        }
      }
    }
  }
}
${SAID}`;

/** The last word of each person who may write: a stranger's approval on a public repository is no approval. */
export const OPINIONS_QUERY = `query PgPreflightOpinions($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      latestOpinionatedReviews(first: 100, after: $after, writersOnly: true) {
        pageInfo { hasNextPage endCursor }
        nodes { state author { __typename login } commit { oid } }
      }
    }
  }
}`;

/** Posts the summary and tells in the same answer what is there then: another run may have posted at the same time. */
export const SUMMARY_MUTATION = `mutation PgPreflightSummary($subjectId: ID!, $body: String!) {
  addComment(input: { subjectId: $subjectId, body: $body }) {
    subject {
      ... on PullRequest {
        headRefOid
        comments(last: 100) {
          pageInfo { hasNextPage endCursor }
          nodes { fullDatabaseId viewerDidAuthor body }
        }
        reviewThreads(last: 100) {
          pageInfo { hasNextPage endCursor }
          nodes {
            id isResolved isOutdated viewerCanResolve path startLine line
            comments(first: 1) { totalCount nodes { id fullDatabaseId viewerDidAuthor body } }
          }
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
