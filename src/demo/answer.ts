/** Answers as Docker's HTTP server writes them: headers, errors, lengths. */

import type { ServerResponse } from 'node:http';
import { apiVersion, engineVersion } from './about.ts';
import type { DemoClock } from './clock.ts';

/** An answer that is an error; thrown by whatever finds out. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Longer bodies are sent in chunks, as Go's server does. */
const longestPlain = 2048;

/** Every answer's headers; `known` is false for a path that no route has, which Docker answers more sparely. */
export function setHead(response: ServerResponse, clock: DemoClock, known = true): void {
  response.sendDate = false;
  response.removeHeader('Connection');
  if (known) {
    response.setHeader('Api-Version', apiVersion);
    response.setHeader('Docker-Experimental', 'false');
    response.setHeader('Ostype', 'linux');
    response.setHeader('Server', `Docker/${engineVersion} (linux)`);
  }
  response.setHeader('Date', new Date(clock.now()).toUTCString());
}

/** Sends a body that is there as a whole. */
export function sendBody(response: ServerResponse, status: number, type: string, body: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  if (body.length > longestPlain) {
    response.write(body);
    response.end();
  } else {
    response.setHeader('Content-Length', Buffer.byteLength(body));
    response.end(body);
  }
}

/** Sends JSON with the newline Docker puts behind it. */
export function sendJson(response: ServerResponse, status: number, json: string): void {
  sendBody(response, status, 'application/json', `${json}\n`);
}

/** Sends an answer that has no body: 204 and 304. */
export function sendNothing(response: ServerResponse, status: 204 | 304): void {
  response.statusCode = status;
  response.end();
}

/** Sends an error as `{"message":…}`. */
export function sendRefusal(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, JSON.stringify({ message }));
}
