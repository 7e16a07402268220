/** An ssh that asks its questions at the terminal. */
import type { SshRoute } from '../engine/address.ts';
import { oneLine } from '../text/sanitise.ts';
import type { Visit } from './foreground.ts';

/** Logins by ssh; `close` ends those there are. */
export interface Logins {
  logIn(route: SshRoute, visit: Visit): Promise<void>;
  close(): void;
}

/** Makes logins; what they need is loaded with the first. */
export function createLogins(): Logins {
  let close = () => undefined as void;
  return {
    logIn: async (route, visit) => {
      // ssh hears the same ctrl-c, and ends by itself
      const interrupted = visit.interrupted();
      const say = (text: string) => visit.say(text.split('\n').map((line) => oneLine(line)).join('\n'));
      const { logIn, closeLogins } = await import('../engine/ssh-login.ts');
      close = closeLogins;
      say(`whalewatch: ssh ${route.user === null ? '' : `${route.user}@`}${route.host} (ctrl-c goes back)\n`);
      if (await logIn(route, say)) return;
      say('\nssh did not log in. enter goes back to whalewatch.\n');
      await Promise.race([interrupted, visit.enterPressed()]);
    },
    close: () => close(),
  };
}
