import * as z from 'zod';

/** The parts of GitHub's answers that we read. What we do not read may change without breaking us. */
export const pullSchema = z.object({
  number: z.int(),
  node_id: z.string(),
  user: z.object({ login: z.string() }).nullable(),
  head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
  base: z.object({ sha: z.string(), ref: z.string(), repo: z.object({ full_name: z.string() }) }),
});

const fileSchema = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
  status: z.enum(['added', 'removed', 'modified', 'renamed', 'copied', 'changed', 'unchanged']),
  sha: z.string().nullable(),
  patch: z.string().optional(),
  additions: z.int(),
  deletions: z.int(),
});

export type FileAnswer = z.infer<typeof fileSchema>;

export const filesSchema = z.array(fileSchema);

export const comparisonSchema = z.object({
  merge_base_commit: z.object({ sha: z.string() }),
  files: filesSchema.optional(),
});

export const commitSchema = z.object({
  parents: z.array(z.object({ sha: z.string() })),
  files: filesSchema.optional(),
});

export const treeSchema = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string(), size: z.int().optional() }),
  ),
});

/** GitHub leaves the content of a large file out and says `none`. */
export const encodedSchema = z.object({ encoding: z.string(), content: z.string() });

/** null for what is no file: a folder is a list, a symbolic link out of the repository and a submodule have a type. */
export const contentSchema = z.union([
  z.object({ type: z.literal('file'), encoding: z.string(), content: z.string(), sha: z.string() }),
  z.union([z.array(z.unknown()), z.object({ type: z.enum(['symlink', 'submodule']) })]).transform(() => null),
]);

export const archiveSchema = z.instanceof(ReadableStream<Uint8Array<ArrayBuffer>>);

export const repositorySchema = z.object({ default_branch: z.string() });

export const checkRunSchema = z.object({ id: z.int() });

export const workflowRunsSchema = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.int(),
      path: z.string(),
      event: z.string(),
      status: z.string().nullable(),
      conclusion: z.string().nullable(),
    }),
  ),
});

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

/** Ids are beyond 2³¹, which `databaseId` cannot hold, so GraphQL writes them as strings. */
const fullId = z.union([z.string(), z.number()]).transform(Number).pipe(z.int());

const commentsPage = z.object({
  pageInfo,
  nodes: z.array(z.object({ fullDatabaseId: fullId, viewerDidAuthor: z.boolean(), body: z.string() }).nullable()),
});

const threadsPage = z.object({
  pageInfo,
  nodes: z.array(
    z
      .object({
        id: z.string(),
        isResolved: z.boolean(),
        isOutdated: z.boolean(),
        viewerCanResolve: z.boolean(),
        path: z.string(),
        startLine: z.int().nullable(),
        line: z.int().nullable(),
        comments: z.object({
          totalCount: z.int(),
          nodes: z.array(
            z
              .object({ id: z.string(), fullDatabaseId: fullId, viewerDidAuthor: z.boolean(), body: z.string() })
              .nullable(),
          ),
        }),
      })
      .nullable(),
  ),
});

export type CommentsPage = z.infer<typeof commentsPage>;
export type ThreadsPage = z.infer<typeof threadsPage>;

const textSchema = z.object({ text: z.string().nullable().optional() }).nullable();

export const openingSchema = z.object({
  repository: z.object({
    pullRequest: z.object({
      id: z.string(),
      headRefOid: z.string(),
      baseRefOid: z.string(),
      baseRefName: z.string(),
      isCrossRepository: z.boolean(),
      author: z.object({ login: z.string() }).nullable(),
      baseRef: z
        .object({
          target: z.object({ file: z.object({ oid: z.string(), object: textSchema }).nullish() }).nullable(),
        })
        .nullable(),
    }),
  }),
});

/** By alias; null for what is no object of the repository, without a text for what is no blob. */
export const blobsSchema = z.object({ repository: z.record(z.string(), textSchema) });

const opinionSchema = z.object({
  state: z.string(),
  author: z.object({ __typename: z.string(), login: z.string() }).nullable(),
  commit: z.object({ oid: z.string() }).nullable(),
});

const opinionsPage = z.object({ pageInfo, nodes: z.array(opinionSchema.nullable()) }).nullable();

export type OpinionNode = z.infer<typeof opinionSchema>;
export type OpinionsPage = z.infer<typeof opinionsPage>;

export const opinionsSchema = z.object({
  repository: z.object({ pullRequest: z.object({ latestOpinionatedReviews: opinionsPage }) }),
});

export const membershipSchema = z.object({ state: z.string() });

const checkNode = z.object({ resourcePath: z.string(), externalId: z.string().nullable() });
const checkSuites = z.object({
  nodes: z.array(z.object({ checkRuns: z.object({ nodes: z.array(checkNode.nullable()) }).nullable() }).nullable()),
});
const commitsPage = z.object({
  nodes: z.array(z.object({ commit: z.object({ oid: z.string(), checkSuites: checkSuites.nullable() }) }).nullable()),
});

export type CommitsPage = z.infer<typeof commitsPage>;

export const summarySchema = z.object({
  addComment: z.object({
    subject: z.object({ headRefOid: z.string(), comments: commentsPage, reviewThreads: threadsPage }),
  }),
});

export const conversationSchema = z.object({
  repository: z.object({
    pullRequest: z.object({
      headRefOid: z.string(),
      comments: commentsPage,
      reviewThreads: threadsPage,
      commits: commitsPage.optional(),
    }),
  }),
});
