import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/app/clock.ts';
import type { Context } from '../../../src/app/perform/context.ts';
import { performAction } from '../../../src/app/perform/act.ts';
import type { Message } from '../../../src/model/message.ts';

/** A clock that goes forward in jumps, as for a process that stood still. */
function jumpingClock() {
  let now = 0;
  let waiting: { at: number; act: () => void }[] = [];
  const clock: Clock = {
    now: () => now, zone: () => 0,
    after: (milliseconds, act) => {
      const one = { at: now + milliseconds, act };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
  };
  const jump = async (milliseconds: number) => {
    now += milliseconds;
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { act } of due) act();
    await new Promise((done) => setImmediate(done));
  };
  return { clock, jump };
}

function attend() {
  const { clock, jump } = jumpingClock();
  const posted: Message[] = [];
  const controller = new AbortController();
  void performAction({ kind: 'attention', key: 'attention 7', serial: 7 }, { clock, post: (message: Message) => posted.push(message) } as unknown as Context, controller.signal).catch(() => undefined);
  return { jump, posted, controller };
}

describe('attention', () => {
  test('a question counts as seen once there was time to read it', async () => {
    const { jump, posted } = attend();
    await jump(149);
    expect(posted).toEqual([]);
    await jump(1);
    expect(posted).toEqual([{ type: 'question/seen', serial: 7 }]);
  });

  test('having stood still meanwhile, the keys that waited come first: it is waited for anew', async () => {
    const { jump, posted } = attend();
    await jump(2000);
    expect(posted).toEqual([]);
    await jump(149);
    expect(posted).toEqual([]);
    await jump(1);
    expect(posted).toHaveLength(1);
  });

  test('on a machine that is always late it is seen in the end', async () => {
    const { jump, posted } = attend();
    for (let at = 0; at < 4; at++) await jump(400);
    expect(posted).toHaveLength(1);
  });

  test('a question that is left is never seen', async () => {
    const { jump, posted, controller } = attend();
    controller.abort(new Error('left'));
    await jump(1000);
    expect(posted).toEqual([]);
  });
});
