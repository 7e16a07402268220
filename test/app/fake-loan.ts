/** A terminal that is lent without being one: what is shown on it is noted, and a test types and resizes. */
import type { Borrower, Loan } from '../../src/app/ports.ts';
import type { Context } from '../../src/app/perform/context.ts';
import type { Size } from '../../src/model/layout.ts';

export interface FakeLoan {
  /** Somebody has it. */
  readonly given: boolean;
  /** How often it was lent. */
  readonly times: number;
  /** All that was shown on it. */
  readonly shown: string;
  type(bytes: string): void;
  resize(size: Size): void;
  /** From now on it does not keep up: so many bytes wait. */
  stall(waiting: number): void;
  /** What was shown went to the other screen. */
  toOther(): void;
  /** How often the rest was left out. */
  readonly skipped: number;
  readonly lend: Context['lend'];
}

export function fakeLoan(start: Size): FakeLoan {
  let size = start;
  let borrower: Borrower | null = null;
  let shown = '';
  let [given, wasOnOther, waiting, skipped, times] = [false, false, 0, 0, 0];
  const loan: Loan = {
    get size() {
      return size;
    },
    get wasOnOther() {
      return wasOnOther;
    },
    get waiting() {
      return waiting;
    },
    show: (bytes) => {
      shown += typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8');
    },
    skip: () => {
      skipped++;
      shown += borrower?.spared(waiting) ?? '';
      waiting = 0;
    },
    shown: () => Promise.resolve(),
    giveBack: () => {
      borrower = null;
    },
  };
  const borrowed = () => {
    if (!borrower) throw new Error('nobody has the terminal');
    return borrower;
  };
  return {
    get given() {
      return given;
    },
    get times() {
      return times;
    },
    get shown() {
      return shown;
    },
    get skipped() {
      return skipped;
    },
    type: (bytes) => borrowed().typed(Buffer.from(bytes)),
    resize: (to) => {
      size = to;
      borrowed().resized(to);
    },
    stall: (bytes) => {
      waiting = bytes;
    },
    toOther: () => {
      wasOnOther = true;
    },
    lend: async (use) => {
      given = true;
      times++;
      wasOnOther = false;
      try {
        return await use((one) => {
          borrower = one;
          return loan;
        });
      } finally {
        loan.giveBack();
        given = false;
      }
    },
  };
}
