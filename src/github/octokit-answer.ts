import * as z from 'zod';
import { HostError } from './host.js';
import type { HostProblem } from './host.js';

/** Runs one call and validates its answer; whatever GitHub or the network does wrong becomes a HostError. */
export async function ask<T>(what: string, call: () => Promise<unknown>, schema: z.ZodType<T>): Promise<T> {
  const answer = await answerTo(what, call);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new HostError('unavailable', what, `GitHub's answer has not the expected shape${where && ` at ${where}`}`);
}

/** For calls whose answer is not read. */
export async function tell(what: string, call: () => Promise<unknown>): Promise<void> {
  await answerTo(what, call);
}

/** null instead of an error where GitHub says that there is no such thing. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HostError && error.problem === 'missing') return null;
    throw error;
  }
}

async function answerTo(what: string, call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    throw hostError(what, error);
  }
}

const requestError = z.object({
  status: z.int(),
  message: z.string(),
  response: z.object({ headers: z.record(z.string(), z.unknown()) }).optional(),
});

const graphqlError = z.object({
  name: z.literal('GraphqlResponseError'),
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })),
});

/** Anything that is not an answer of GitHub's is a bug of ours and goes on as it is. */
function hostError(what: string, error: unknown): unknown {
  const graphql = graphqlError.safeParse(error);
  if (graphql.success) {
    const [first] = graphql.data.errors;
    return new HostError(graphqlProblem(first?.type), what, first?.message ?? 'GitHub does not say why');
  }
  const rest = requestError.safeParse(error);
  if (!rest.success) return error;
  const { status, message, response } = rest.data;
  const limited = /rate limit/i.test(message) || String(response?.headers['x-ratelimit-remaining']) === '0';
  // Octokit adds the address of the documentation.
  return new HostError(restProblem(status, limited), what, message.replace(/ - https:\/\/\S+$/, ''));
}

function restProblem(status: number, limited: boolean): HostProblem {
  if (status === 429 || (status === 403 && limited)) return 'rate-limited';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'missing';
  return status === 422 ? 'refused' : 'unavailable';
}

function graphqlProblem(type: string | undefined): HostProblem {
  if (type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES') return 'forbidden';
  if (type === 'NOT_FOUND') return 'missing';
  return type === 'RATE_LIMITED' ? 'rate-limited' : 'unavailable';
}
