/** Who sits at a lent terminal: what is typed goes into a session, but for the keys that leave it. */
import type { Session } from '../../engine/session-types.ts';
import { type DetachKeys, seekKeys } from '../../model/detach-keys.ts';
import { letGo } from '../../model/slices/input.ts';
import { sparedText } from '../../model/session-words.ts';
import type { Borrower, Loan } from '../ports.ts';
import type { Clock } from '../clock.ts';

/** How long the beginning of the detach keys may wait for its rest before it goes through, milliseconds. */
const patience = 500;
/** Output waiting when ctrl-c is pressed is left out from here on, bytes: nobody wants to see more of it. */
const flood = 64 * 1024;

const interrupt = '\x03';
const goesOn = /[\r\n\x03\x04]/;

export interface Seat extends Borrower {
  readonly loan: Loan;
  /** What is typed goes there from now on, what was typed before first. */
  sitAt(session: Session): void;
  /** What is typed goes nowhere from now on. */
  rise(): void;
  /** Resolves when the detach keys are typed; before there is a session, at ctrl-c too. */
  readonly left: Promise<void>;
  /** Something was typed. */
  readonly touched: boolean;
  /** The latest reason why the session did not take a size; null when it did. */
  readonly unsized: unknown;
  /** Has what runs there draw its screen anew, by another size and back. */
  nudge(): void;
  /** Resolves once enter is pressed. */
  enterPressed(): Promise<void>;
}

/** A seat at a terminal that is lent to it by `lend`. The key `answer` asked for it, and may be held down: it and enter go nowhere until another is pressed, or none for a while. */
export function takeSeat(keys: DetachKeys, clock: Clock, lend: (borrower: Borrower) => Loan, answer: string | null): Seat {
  let deafUntil = answer === null ? 0 : clock.now() + letGo;
  let session: Session | null = null;
  let risen = false;
  let ahead = '';
  let held = '';
  let touched = false;
  let unsized: unknown = null;
  let sizes: { readonly columns: number; readonly rows: number }[] = [];
  let sizing = false;
  let entered: (() => void) | null = null;
  let callOff = () => undefined as void;
  let leave = () => undefined as void;
  const left = new Promise<void>((resolve) => (leave = resolve));

  function pass(text: string): void {
    if (text === '') return;
    touched = true;
    if (session) {
      if (text.includes(interrupt) && loan.waiting > flood) loan.skip();
      session.write(Buffer.from(text, 'latin1'));
    } else if (text.includes(interrupt)) leave();
    else ahead += text;
  }

  /** What was typed, without the answer that is still held down. */
  function afterAnswer(text: string): string {
    if (clock.now() >= deafUntil) return text;
    const at = [...text].findIndex((character) => !(character === '\r' || character === '\n' || character === answer));
    deafUntil = at < 0 ? clock.now() + letGo : 0;
    return at < 0 ? '' : text.slice(at);
  }

  /** Tells the sizes in their order; of those that wait, the last two count. */
  async function tellSizes(): Promise<void> {
    if (sizing || !session) return;
    sizing = true;
    for (let size = sizes.shift(); size && session; size = sizes.shift()) {
      await session.resize({ columns: Math.max(1, size.columns), rows: Math.max(1, size.rows) }).then(() => (unsized = null), (error: unknown) => (unsized = error));
    }
    sizing = false;
  }

  function toSize(...wanted: readonly { readonly columns: number; readonly rows: number }[]): void {
    sizes = [...sizes, ...wanted].slice(-2);
    void tellSizes();
  }

  const nudge = () => toSize({ columns: loan.size.columns, rows: loan.size.rows + 1 }, loan.size);

  const borrower: Borrower = {
    typed: (bytes) => {
      const text = bytes.toString('latin1');
      if (entered && goesOn.test(text)) entered();
      if (risen) return;
      callOff();
      const found = seekKeys(keys, held + afterAnswer(text));
      pass(found.pass);
      held = found.held;
      if (found.detached) leave();
      if (held === '') return;
      callOff = clock.after(patience, () => {
        const late = held;
        held = '';
        pass(late);
      });
    },
    resized: (size) => toSize(size),
    spared: (bytes) => {
      nudge();
      return sparedText(bytes);
    },
  };
  const loan = lend(borrower);

  return {
    ...borrower, loan, left, nudge,
    get touched() {
      return touched;
    },
    get unsized() {
      return unsized;
    },
    sitAt: (at) => {
      session = at;
      const before = ahead;
      ahead = '';
      if (before !== '') session.write(Buffer.from(before, 'latin1'));
      void tellSizes();
    },
    rise: () => {
      callOff();
      risen = true;
      session = null;
      sizes = [];
    },
    enterPressed: () => new Promise((resolve) => (entered = resolve)),
  };
}
