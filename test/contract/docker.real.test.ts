import { afterAll, beforeAll, describe } from 'vitest';
import { routeOf } from '../../src/engine/address.ts';
import { openEngine } from '../../src/engine/client.ts';
import type { Engine } from '../../src/engine/types.ts';
import { type OwnEngine, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { pruneContract } from './actions.ts';
import { contract } from './contract.ts';
import { dockerStage } from './docker-stage.ts';
import type { Stage } from './stage.ts';
import { wireContract } from './wire.ts';
import { docker } from './words.ts';

describeReal('real', (address) => {
  contract('docker', async () => dockerStage(address), docker, true);
  wireContract('docker', async () => dockerStage(address));

  describe('an engine of its own', () => {
    let own: OwnEngine;
    let stage: Stage;
    let engine: Engine;
    beforeAll(async () => {
      own = await startOwnEngine();
      stage = dockerStage(own.address);
      engine = openEngine(routeOf(own.address, 'stage'));
    }, 60_000);
    afterAll(async () => {
      engine?.close();
      await stage?.close();
      await own?.stop();
    });
    pruneContract({ engine: () => engine, stage: () => stage, signal: new AbortController().signal });
  });
});
