import { z } from 'zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { archiveAt } from './archives.js';
import type { Answer } from './answer.js';
import { notFound, refused, unprocessable, validationFailed } from './answer.js';
import type { FaultScript, Mishap } from './faults.js';
import { answerInstead, happenAfter, happenMeanwhile } from './faults.js';
import { graphqlAnswer } from './graphql.js';
import type { MatchedOperation, OpenApi } from './openapi.js';
import { isPermitted, notPermitted } from './permissions.js';
import type { LoggedRequest } from './request-log.js';
import { routes } from './routes.js';
import type { GitHubState } from './state.js';

export interface World {
  readonly state: GitHubState;
  readonly openApi: OpenApi;
  readonly token: string;
  readonly requests: LoggedRequest[];
  /** Requests and answers that GitHub's description does not allow. */
  readonly violations: string[];
  faults: FaultScript;
}

interface Received {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  readonly accept: string;
  readonly authorization: string;
  readonly userAgent: string;
}

export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const received = await receive(request);
  const { method, url } = received;
  const logged: LoggedRequest = { method, path: request.url ?? '/', body: received.body, status: null, refused: false };
  world.requests.push(logged);
  const mishaps = world.faults(`${method} ${url.pathname}`, operationOf(received.body));
  const has = (kind: Mishap['kind']): boolean => mishaps.some((mishap) => mishap.kind === kind);
  if (has('hang')) return;
  if (has('reset')) {
    request.socket.destroy();
    return;
  }
  const instead = mishaps.map(answerInstead).find((answer) => answer !== null);
  const answer = instead ?? answerTo(world, received);
  for (const mishap of mishaps) await happenMeanwhile(mishap);
  if (has('lost-answer')) {
    request.socket.destroy();
  } else {
    logged.status = answer.status;
    logged.refused = url.pathname === '/graphql' && refusedShape.safeParse(answer.body).success;
    send(world, response, answer);
  }
  for (const mishap of mishaps) happenAfter(mishap, world.state);
}

/** `PgPreflightSummary`; empty for what is no GraphQL. */
export function operationOf(body: unknown): string {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : '';
  return /^\s*(?:query|mutation) (\w+)/.exec(typeof query === 'string' ? query : '')?.[1] ?? '';
}

const refusedShape = z.object({ errors: z.array(z.unknown()).min(1) });

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? 'GET',
    url: new URL(underRoot(request.url ?? '/'), `http://${request.headers.host ?? 'localhost'}`),
    body: text === '' ? undefined : parsedBody(text),
    accept: request.headers.accept ?? '',
    authorization: request.headers.authorization ?? '',
    userAgent: request.headers['user-agent'] ?? '',
  };
}

/** A GitHub Enterprise Server has REST below `/api/v3` and GraphQL at `/api/graphql`. */
function underRoot(url: string): string {
  return url.replace(/^\/api(?:\/v3(?=\/)|(?=\/graphql$))/, '');
}

/** What is no JSON is kept as a string, which no operation takes. */
function parsedBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function answerTo(world: World, received: Received): Answer {
  const { method, url, userAgent, authorization } = received;
  const archive = archiveAt(world.state, url);
  if (archive !== null) return archive;
  if (userAgent === '')
    return refused(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  if (!/^(token|bearer) /i.test(authorization) || authorization.replace(/^\S+ /, '') !== world.token) {
    return refused(401, 'Bad credentials');
  }
  if (url.pathname === '/graphql') return graphql(world, received);
  const matched = world.openApi.match(method, url.pathname);
  if (matched === null) {
    world.violations.push(`${method} ${url.pathname}: not an operation that the fake knows`);
    return notFound();
  }
  return restAnswer(world, received, matched);
}

function graphql(world: World, { method, body }: Received): Answer {
  if (method !== 'POST') return notFound();
  const { answer, violations } = graphqlAnswer(world.state, body);
  world.violations.push(...violations.map((violation) => `POST /graphql: ${violation}`));
  return answer;
}

function restAnswer(world: World, received: Received, { operation, params }: MatchedOperation): Answer {
  const { state, openApi } = world;
  const { url, body, accept, method } = received;
  const route = routes.get(operation.id);
  const { owner, name } = state.repository;
  const ofOrganisation = params['org'] !== undefined;
  if (route === undefined || (!ofOrganisation && (params['owner'] !== owner || params['repo'] !== name))) {
    return notFound();
  }
  if (route.needed.length > 0 && !isPermitted(state, route.needed)) return notPermitted(route.needed);
  const errors = openApi.requestErrors(operation, url.searchParams, body);
  if (errors.length > 0) {
    world.violations.push(...errors.map((error) => `${method} ${url.pathname}: ${error}`));
    return refusedRequest(world, operation.id, errors);
  }
  const call = { params, query: url.searchParams, body, accept, url: `${url.origin}${url.pathname}` };
  const answer = route.handler(state, call);
  if (answer.body === undefined) return answer;
  const completed = openApi.completed(operation, answer.status, answer.body);
  const wrong = openApi.answerErrors(operation, answer.status, completed);
  world.violations.push(...wrong.map((error) => `${operation.id}: the fake's own answer ${answer.status}: ${error}`));
  return { ...answer, body: completed };
}

/** GitHub has two forms of 422, one for each operation. */
function refusedRequest(world: World, operationId: string, errors: readonly string[]): Answer {
  const simple = unprocessable(errors);
  const operation = { id: operationId, method: '', pattern: /^$/ };
  if (world.openApi.answerErrors(operation, 422, simple.body).length === 0) return simple;
  return validationFailed(errors.map((message) => ({ resource: operationId, code: 'invalid', field: '', message })));
}

function send(world: World, response: ServerResponse, answer: Answer): void {
  const used = world.requests.length;
  const headers = {
    'x-github-request-id': `FAKE:${used}`,
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': `${Math.max(1, 1_000 - used)}`,
    'x-ratelimit-used': `${used}`,
    'x-ratelimit-reset': '4102444800',
    'x-ratelimit-resource': 'core',
    ...answer.headers,
  };
  if (answer.raw !== undefined) {
    response.writeHead(answer.status, { ...headers, 'content-type': answer.raw.type }).end(answer.raw.bytes);
    return;
  }
  if (answer.body === undefined) {
    response.writeHead(answer.status, headers).end();
    return;
  }
  const json = JSON.stringify(answer.body);
  response.writeHead(answer.status, { ...headers, 'content-type': 'application/json; charset=utf-8' }).end(json);
}
