/** Engines that are not watched yet: one that was asked for, and those that could be. */
import { failureOf } from '../../engine/errors.ts';
import type { EngineOffer, EngineWish } from '../../model/engine-state.ts';
import { engineAt } from '../../model/slices/engines.ts';
import type { Context } from './context.ts';

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Makes an engine that was asked for one that can be watched, or says why it cannot be. */
export async function openWish(wish: EngineWish, { open, adopt, post, clock }: Context, signal: AbortSignal): Promise<void> {
  try {
    const { engine, choice } = await open(wish);
    if (signal.aborted) engine.close();
    else {
      adopt(engine);
      post({ type: 'engine/opened', wish, choice, at: clock.now() });
    }
  } catch (error) {
    post({ type: 'engine/refused', wish, why: `${wish.kind === 'demo' ? 'The demo engine did not start' : `${wish.name} cannot be watched`}: ${sentence(error)}`, at: clock.now() });
  }
}

/** Whether it costs little to ask who is there: over ssh it takes a process and a login at the far end. */
const isCheap = ({ kind, address, problem }: EngineOffer) => kind !== 'demo' && problem === null && !address.startsWith('ssh:');

async function ask(offer: EngineOffer, { open, post }: Context, signal: AbortSignal): Promise<void> {
  const { kind, name } = offer;
  const tell = (answer: EngineOffer['answer']) => answer && post({ type: 'engines/answered', kind, name, answer });
  try {
    const { engine } = await open({ kind, name, alone: false });
    try {
      tell(await engine.connect(signal));
    } catch (error) {
      if (!signal.aborted) tell(failureOf(error));
    } finally {
      engine.close();
    }
  } catch (error) {
    tell({ kind: 'unreachable', what: 'reach it', where: offer.address, why: sentence(error), hint: '', status: null });
  }
}

/** Finds out which engines could be watched, and asks those that are not who they are. */
export async function offerEngines(context: Context, signal: AbortSignal): Promise<void> {
  const offers = await context.offers();
  context.post({ type: 'engines/offered', offers });
  const strangers = offers.filter((offer) => isCheap(offer) && !engineAt(context.state(), offer.address));
  await Promise.all(strangers.map((offer) => ask(offer, context, signal)));
}
