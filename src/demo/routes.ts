/** From a request to its answer: version, path, method. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { apiVersion, infoBody, oldestApiVersion, versionBody } from './about.ts';
import { actions, nobody, prune, removal } from './actions.ts';
import { Refusal, sendBody, sendJson, sendNothing, sendRefusal, setHead } from './answer.ts';
import type { DemoContainer } from './container.ts';
import type { Filters } from './events.ts';
import { streamEvents } from './event-stream.ts';
import { changesBody, statsBody, topBody } from './figures-body.ts';
import type { Fleet } from './fleet.ts';
import { inspectBody } from './inspect-body.ts';
import { update } from './limits.ts';
import { createLister, listFilters } from './list-body.ts';
import { readQuestion, streamLog } from './log-stream.ts';
import { createSessionRoutes, multiplexedStream, rawStream } from './sessions.ts';

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Minor number of the version asked for; the newest when the path has none. */
  readonly minor: number;
  /** It asks for a bare connection (`Upgrade: tcp`). */
  readonly upgrade: boolean;
  /** What was sent along. */
  readonly body: { readonly type: string | undefined; readonly text: Promise<string> };
  /** What came behind an upgrade and its body. */
  readonly early: Buffer;
  readonly response: ServerResponse;
}

/** What is left of a request whose connection is to be a bare one. */
export interface Upgrade {
  readonly body: string;
  readonly early: Buffer;
}

const firstMultiplexedMinor = 42;

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

function older(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

/** Reads `filters`, in the present shape (lists) and the old one (objects of true). */
export function readFilters(query: URLSearchParams): Filters {
  const text = query.get('filters');
  if (text === null || text === '') return {};
  try {
    const read = JSON.parse(text) as Record<string, readonly string[] | Record<string, boolean>>;
    return Object.fromEntries(Object.entries(read).map(([name, values]) => [name, Array.isArray(values) ? values as string[] : Object.keys(values)]));
  } catch {
    throw new Refusal(400, 'invalid filter');
  }
}

/** Reads what was sent along as it comes. */
function bodyOf(request: IncomingMessage): Ask['body'] {
  const text = new Promise<string>((resolve, reject) => {
    let read = '';
    request.setEncoding('utf8').on('data', (part: string) => (read += part)).on('end', () => resolve(read)).on('error', reject);
  });
  text.catch(() => undefined);
  return { type: request.headers['content-type'], text };
}

function known(fleet: Fleet, reference: string): DemoContainer {
  const found = fleet.find(reference);
  if (found === 'none') throw new Refusal(404, `No such container: ${reference}`);
  if (found === 'several') throw new Refusal(400, `multiple IDs found with provided prefix: ${reference}`);
  return found;
}

function ping({ method, response }: Ask): void {
  response.setHeader('Builder-Version', '2');
  response.setHeader('Cache-Control', 'no-cache, no-store, must-revalidate');
  response.setHeader('Pragma', 'no-cache');
  response.setHeader('Swarm', 'inactive');
  sendBody(response, 200, 'text/plain; charset=utf-8', method === 'HEAD' ? '' : 'OK');
}

/** Makes the function that answers every request; `gate` resolves when answers may be sent. */
export function createRoutes(fleet: Fleet, gate: () => Promise<void>): (request: IncomingMessage, response: ServerResponse, upgrade?: Upgrade) => Promise<void> {
  const list = createLister(fleet);
  const sessions = createSessionRoutes(fleet, gate);

  function answerList({ query, response }: Ask): void {
    const filters = readFilters(query);
    const strange = Object.keys(filters).find((name) => !listFilters.has(name));
    if (strange !== undefined) throw new Refusal(400, `invalid filter '${strange}'`);
    const asked = (name: string) => ['1', 'true'].includes((query.get(name) ?? '').toLowerCase());
    sendBody(response, 200, 'application/json', list({ all: asked('all'), sizes: asked('size'), limit: Math.max(0, Number(query.get('limit') ?? 0)) || 0, filters }));
  }

  async function answerLogs({ query, response, minor }: Ask, container: DemoContainer): Promise<void> {
    if (!['1', 'true'].some((yes) => query.get('stdout') === yes || query.get('stderr') === yes)) throw new Refusal(400, 'Bad parameters: you must choose at least one stream');
    if (container.recipe.logDriver === 'none') throw new Refusal(501, 'configured logging driver does not support reading');
    let question;
    try {
      question = readQuestion(query, fleet.epoch);
    } catch (error) {
      throw error instanceof SyntaxError ? new Refusal(500, error.message) : error;
    }
    const tty = container.recipe.tty ?? false;
    if (minor >= firstMultiplexedMinor) response.setHeader('Content-Type', tty ? rawStream : multiplexedStream);
    response.setHeader('Transfer-Encoding', 'chunked');
    await streamLog(response, container.log, question, container.pid !== 0, { clock: fleet.clock, epoch: fleet.epoch, tty, gate });
  }

  async function answerContainer(ask: Ask, reference: string, word: string | undefined): Promise<boolean> {
    const { method, query, response } = ask;
    if (method === 'GET' && word === 'json') sendJson(response, 200, inspectBody(fleet, known(fleet, reference)));
    else if (method === 'GET' && word === 'stats') sendJson(response, 200, statsBody(fleet, known(fleet, reference)));
    else if (method === 'GET' && word === 'top') sendJson(response, 200, topBody(fleet, known(fleet, reference), query));
    else if (method === 'GET' && word === 'changes') sendJson(response, 200, changesBody(known(fleet, reference)));
    else if (method === 'GET' && word === 'logs') await answerLogs(ask, known(fleet, reference));
    else if (method === 'POST' && word === 'attach') await sessions.attach(ask, () => known(fleet, reference));
    else if (method === 'POST' && word === 'resize') sessions.resize(ask, known(fleet, reference));
    else if (method === 'POST' && word === 'exec') await sessions.create(ask, known(fleet, reference));
    else if (method === 'POST' && word === 'update') sendJson(response, 200, update(fleet, known(fleet, reference), ask.body.type, await ask.body.text));
    else if (method === 'POST' && reference === 'prune' && word === undefined) sendJson(response, 200, prune(fleet, readFilters(query)));
    else if (method === 'DELETE' && word === undefined) sendNothing(response, await removal({ fleet, container: known(fleet, reference), reference, query }));
    else {
      const action = method === 'POST' && word !== undefined ? actions[word] : undefined;
      if (action === undefined) return false;
      const container = fleet.find(reference);
      if (container === 'none') throw nobody(word ?? '', reference, query);
      sendNothing(response, await action({ fleet, container: known(fleet, reference), reference, query }));
    }
    return true;
  }

  async function route(ask: Ask): Promise<boolean> {
    const { method, path, response } = ask;
    const read = method === 'GET' || method === 'HEAD';
    const container = /^\/containers\/([^/]+)(?:\/([^/]+))?$/.exec(path);
    const exec = /^\/exec\/([^/]+)\/([^/]+)$/.exec(path);
    if (read && path === '/_ping') ping(ask);
    else if (read && path === '/version') sendJson(response, 200, versionBody());
    else if (read && path === '/info') sendJson(response, 200, infoBody(fleet));
    else if (read && path === '/containers/json') answerList(ask);
    else if (read && path === '/events') streamEvents(fleet, readFilters(ask.query), ask.query, response, gate);
    else if (exec !== null) return sessions.exec(ask, exec[1] as string, exec[2] as string);
    else if (container !== null) return answerContainer(ask, decodeURIComponent(container[1] as string), container[2]);
    else return false;
    return true;
  }

  function checkVersion(version: string, response: ServerResponse): boolean {
    const experimental = response.getHeader('Docker-Experimental') as string;
    response.removeHeader('Docker-Experimental');
    if (older(apiVersion, version)) {
      sendRefusal(response, 400, `client version ${version} is too new. Maximum supported API version is ${apiVersion}`);
    } else if (older(version, oldestApiVersion)) {
      response.setHeader('X-Content-Type-Options', 'nosniff');
      sendBody(response, 400, 'text/plain; charset=utf-8', `client version ${version} is too old. Minimum supported API version is ${oldestApiVersion}, please upgrade your client to a newer version\n`);
    } else {
      response.setHeader('Docker-Experimental', experimental);
      return true;
    }
    return false;
  }

  return async (request, response, upgrade) => {
    await gate();
    const url = new URL(request.url ?? '/', 'http://docker');
    const versioned = /^\/v(\d+\.\d+)(\/.*)$/.exec(url.pathname);
    const version = versioned?.[1] ?? apiVersion;
    setHead(response, fleet.clock);
    const ask = {
      method: request.method ?? 'GET', path: versioned?.[2] ?? url.pathname, query: url.searchParams, minor: minorOf(version), upgrade: upgrade !== undefined, early: upgrade?.early ?? Buffer.alloc(0), response,
      body: upgrade ? { type: request.headers['content-type'], text: Promise.resolve(upgrade.body) } : bodyOf(request),
    };
    try {
      if (versioned !== null && !checkVersion(version, response)) return;
      if (await route(ask)) return;
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      setHead(response, fleet.clock, false);
      sendRefusal(response, 404, 'page not found');
    } catch (error) {
      if (!(error instanceof Refusal) || response.headersSent) throw error;
      sendRefusal(response, error.status, error.message);
    }
  };
}
