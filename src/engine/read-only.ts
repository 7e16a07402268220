/** What may be asked of an engine in which nothing is to be changed. */
import type { Call } from './transport.ts';

const looksOn = /^(?:\/v[\d.]+)?\/containers\/[^/]+\/(?:wait|attach)$/;

/** True for a question, a wait, and an attach without input; what is not known to be one of them is not. The path may have its version in front. */
export function changesNothing({ method, path }: Pick<Call, 'method' | 'path'>): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  const [where = '', query = ''] = path.split('?', 2);
  return method === 'POST' && looksOn.test(where) && !new URLSearchParams(query).has('stdin');
}
