/** The engines this user could watch: the docker CLI's contexts, and the sockets of other engines that exist. */
import { existsSync } from 'node:fs';
import { AddressError } from './address.ts';
import { chooseEngine, otherSockets } from './choose.ts';
import { listContexts } from './contexts.ts';
import { configFolder } from './docker-config.ts';

/** An engine that could be watched; `problem` says why it cannot. The address is empty when it is not known. */
export interface Offer {
  readonly kind: 'context' | 'host';
  readonly name: string;
  readonly address: string;
  readonly problem: string | null;
}

const unsaid = { tlsVerify: false, tlsCaCert: null, tlsCert: null, tlsKey: null };

/** What the docker CLI calls the context `default`. */
function usual(env: Readonly<Record<string, string | undefined>>): Offer {
  try {
    return { kind: 'context', name: 'default', address: chooseEngine({ ...unsaid, host: null, context: 'default' }, env).route.address, problem: null };
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return { kind: 'context', name: 'default', address: '', problem: error.message };
  }
}

/** All that could be watched, contexts first. */
export function listOffers(env: Readonly<Record<string, string | undefined>>, exists: (path: string) => boolean = existsSync): readonly Offer[] {
  const contexts = listContexts(configFolder(env)).map(({ name, host, problem }): Offer => ({ kind: 'context', name, address: host, problem }));
  const sockets = otherSockets(env).filter((path) => exists(path)).map((path): Offer => ({ kind: 'host', name: `unix://${path}`, address: `unix://${path}`, problem: null }));
  return [usual(env), ...contexts, ...sockets];
}
