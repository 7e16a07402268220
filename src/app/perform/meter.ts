/** How many requests an engine was sent, told now and then. */
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

const period = 2000;

/** Tells it for as long as somebody wants to know. */
export async function countRequests(address: string, context: Context, signal: AbortSignal): Promise<void> {
  const { clock, post } = context;
  const engine = context.engine(address);
  for (;;) {
    post({ type: 'engine/asked', engine: address, requests: engine.requests(), at: clock.now() });
    await sleep(clock, period, signal);
  }
}
