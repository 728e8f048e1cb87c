import type { Answer, Call } from './answer.js';

const defaultPerPage = 30;
const maxPerPage = 100;

/** One page of a list with the Link header that leads to the others. */
export function paged<T>(call: Call, items: readonly T[], bodyOf: (page: readonly T[]) => unknown): Answer {
  const perPage = Math.min(numberIn(call, 'per_page', defaultPerPage), maxPerPage);
  const page = numberIn(call, 'page', 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links = [
    ...(page > 1 ? [link(call, 'prev', page - 1)] : []),
    ...(page < last ? [link(call, 'next', page + 1), link(call, 'last', last)] : []),
    ...(page > 1 ? [link(call, 'first', 1)] : []),
  ];
  const body = bodyOf(items.slice((page - 1) * perPage, page * perPage));
  return { status: 200, body, headers: links.length === 0 ? {} : { link: links.join(', ') } };
}

export function numberIn(call: Call, name: string, otherwise: number): number {
  const given = Number(call.query.get(name));
  return Number.isInteger(given) && given > 0 ? given : otherwise;
}

function link(call: Call, relation: string, page: number): string {
  const query = new URLSearchParams(call.query);
  query.set('page', `${page}`);
  return `<${call.url}?${query.toString()}>; rel="${relation}"`;
}
