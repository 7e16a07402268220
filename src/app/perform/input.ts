/** Lines that go into a container without a terminal, over an attach of their own: what it writes is read by the one that watches. */
import { failureOf } from '../../engine/errors.ts';
import type { InputState } from '../../model/session-state.ts';
import { codeText, failedText, whyNot } from '../../model/session-words.ts';
import { stoodStill } from './attach.ts';
import type { Context } from './context.ts';

/** What is kept of a line that has no newline yet, bytes, and how long it has to stand to be shown, milliseconds. */
const most = 4096;
const calm = 50;

type Opened = Pick<InputState, 'serial' | 'subject'>;

/** Tells what the container wrote last without a newline, once that stands still. */
function partials({ clock, post }: Context): (bytes: Buffer, stream: 'stdout' | 'stderr') => void {
  let open = Buffer.alloc(0);
  let told = '';
  let callOff = () => undefined as void;
  return (bytes, stream) => {
    // a question may be on either
    const newline = bytes.lastIndexOf(0x0a);
    if (stream === 'stderr' && newline >= 0 && newline === bytes.length - 1) return;
    open = Buffer.concat([newline < 0 ? open : Buffer.alloc(0), bytes.subarray(newline + 1)]).subarray(-most);
    callOff();
    callOff = clock.after(calm, () => {
      const text = open.toString('utf8');
      if (text !== told) post({ type: 'input/partial', text });
      told = text;
    });
  };
}

/** Attaches with input and keeps it until it is over. */
export async function holdInput({ serial, subject: { target, name } }: Opened, context: Context, signal: AbortSignal): Promise<void> {
  const { clock, post, inputs } = context;
  const engine = context.engine(target.engine);
  const cut = new AbortController();
  const end = (text: string) => post({ type: 'input/ended', text, at: clock.now() });
  try {
    const before = await engine.inspect(target.container, signal);
    const why = whyNot(name, before.state.status, 'to type into');
    if (why !== null) return end(why);
    const session = await engine.attachWithInput(target.container, { tty: false, size: null }, partials(context), signal);
    try {
      inputs.set(serial, session);
      post({ type: 'input/opened', serial });
      const how = await Promise.race([session.ended, stoodStill(clock, AbortSignal.any([signal, cut.signal]))]);
      if (typeof how === 'number') return end(`Detached from ${name} to protect it: whalewatch stood still for ${Math.round(how / 1000)} s.`);
      const { state } = await engine.inspect(target.container, signal);
      if (!state.running || state.startedAt !== before.state.startedAt) return end(`${name} ended ${state.running ? 'and was started again' : codeText(state.exitCode)}: input is off.`);
      end(how.complete ? `The engine ended the input: ${name} runs on.` : `The connection broke off: ${name} runs on, and nothing more is sent to it.`);
    } finally {
      inputs.delete(serial);
      session.close();
    }
  } catch (error) {
    if (!signal.aborted) end(`Input is off. ${failedText(failureOf(error))}`);
  } finally {
    cut.abort(new Error('over'));
  }
}

/** Hands over one line, or the end of all input. */
export async function sendInput(serial: number, line: InputState['waiting'][number], { inputs, post }: Context): Promise<void> {
  const session = inputs.get(serial);
  if (line.text === null) session?.endInput();
  else session?.write(Buffer.from(line.text));
  post({ type: 'input/sent', number: line.number });
  return Promise.resolve();
}
