/** A stream that is only read: a log, events, what an attached container writes. */
import type { Duplex, Readable } from 'node:stream';
import { fromNode } from './errors.ts';
import { gatherer } from './gather.ts';
import { abortReason, type Begin, type Deadlines, type StreamCall, switched } from './transport.ts';
import { refusalIn, switching } from './transport-connection.ts';

/** Milliseconds a stream is given for what is still on the way, once it is known that no more can come. */
const lastWords = 1000;

/** Opens a stream, as `Transport.stream` has it. */
export function readStream(begin: Begin, { body: bodyDeadline }: Deadlines, call: StreamCall, receive: (bytes: Buffer) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const { attempt, signal, upgrade = false, opened } = call;
    if (signal.aborted) throw abortReason(signal);
    const request = begin(call, upgrade ? switching : {});
    const { add, flush, drop } = gatherer(receive, (error) => finish(() => reject(error)));
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    let raw: Duplex | null = null;
    let stopReading = () => undefined as void;
    const finish = (act: () => void) => {
      if (over) return;
      over = true;
      drop();
      clearTimeout(timer);
      stopReading();
      signal.removeEventListener('abort', abort);
      request.destroy();
      // no longer the request's own
      raw?.destroy();
      act();
    };
    const abort = () => finish(() => reject(abortReason(signal)));
    signal.addEventListener('abort', abort, { once: true });
    let begun = false;
    let fault: Error | null = null;
    request.on('error', (error) => {
      // nonsense between two chunks: what stood before it was good, and is handed out before the close
      if (begun) fault = error;
      else finish(() => reject(fromNode(attempt, error)));
    });
    const read = (body: Readable, complete: () => boolean) => {
      const ended = (whole: boolean) => {
        if (over) return;
        flush();
        finish(() => (fault ? reject(fromNode(attempt, fault)) : resolve(whole)));
      };
      body.on('data', add);
      body.on('error', () => undefined);
      body.on('close', () => ended(complete()));
      opened?.(() => {
        if (!over) timer ??= setTimeout(() => ended(true), lastWords);
      });
    };
    request.on('upgrade', (_, socket, head) => {
      raw = socket;
      if (!upgrade || over) {
        socket.destroy();
        finish(() => reject(switched(attempt)));
        return;
      }
      if (head.length > 0) add(head);
      read(socket, () => socket.readableEnded);
    });
    request.on('response', (response) => {
      begun = true;
      if (response.statusCode === 200) read(response, () => response.complete);
      else stopReading = refusalIn(response, attempt, bodyDeadline, (error) => finish(() => reject(error)));
    });
  });
}
