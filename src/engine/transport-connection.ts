/** A connection of raw bytes in both ways, as attach and exec have it. */
import type http from 'node:http';
import type { Duplex } from 'node:stream';
import { type Attempt, engineError, fromAnswer, fromNode } from './errors.ts';
import { abortReason, type Begin, type Call, type Deadlines, mostError } from './transport.ts';

/** What asks for raw bytes. */
export const switching = { Connection: 'Upgrade', Upgrade: 'tcp' } as const;

/** Reads a refusal and hands it over as an error, once: unlike a stream it has an end, and what it has said by the deadline is told. Gives what stops the reading. */
export function refusalIn(response: http.IncomingMessage, attempt: Attempt, deadline: number, done: (error: Error) => void): () => void {
  const parts: Buffer[] = [];
  let length = 0;
  const refused = () => {
    clearTimeout(timer);
    done(fromAnswer(attempt, response.statusCode ?? 0, Buffer.concat(parts).toString('utf8'), response.headers.location));
  };
  const timer = setTimeout(refused, deadline);
  response.on('data', (part: Buffer) => {
    parts.push(part);
    if ((length += part.length) > mostError) refused();
  });
  response.on('error', () => undefined);
  response.on('close', refused);
  return () => clearTimeout(timer);
}

/** Opens a connection, as `Transport.connection` has it. What came together with the answer is read from it first. */
export function openConnection(begin: Begin, { firstByte, body }: Deadlines, call: Call): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const { attempt, signal, patience = 1 } = call;
    if (signal.aborted) throw abortReason(signal);
    const request = begin(call, switching);
    // a key goes out at once
    request.setNoDelay(true);
    let over = false;
    let stopReading = () => undefined as void;
    const settle = (act: () => void) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      stopReading();
      signal.removeEventListener('abort', abort);
      act();
    };
    const fail = (error: Error) => settle(() => {
      request.destroy();
      reject(error);
    });
    const abort = () => fail(abortReason(signal));
    const wait = patience * firstByte;
    const timer = setTimeout(() => fail(engineError(attempt, 'timeout', `the engine accepts connections but does not answer: nothing came within ${wait / 1000} s`,
      'The engine is busy or hung; nobody knows whether it was done.')), wait);
    signal.addEventListener('abort', abort, { once: true });
    request.on('error', (error) => fail(fromNode(attempt, error)));
    request.on('upgrade', (_, socket, head) => {
      if (over) socket.destroy();
      else {
        settle(() => {
          // whoever gets it listens a moment later
          socket.on('error', () => undefined);
          if (head.length > 0) socket.unshift(head);
          resolve(socket);
        });
      }
    });
    request.on('response', (response) => {
      if (response.statusCode === 200) {
        fail(engineError(attempt, 'protocol', 'the answer is a body (HTTP 200) where a connection in both ways was asked for', 'A proxy in front of the engine may not let it through.'));
        return;
      }
      clearTimeout(timer);
      stopReading = refusalIn(response, attempt, body, fail);
    });
  });
}
