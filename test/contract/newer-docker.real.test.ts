import { noNewerSuite, startOwnEngine } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { contract } from './contract.ts';
import { dockerStage } from './docker-stage.ts';
import type { Stage } from './stage.ts';
import { wireContract } from './wire.ts';
import { dockerWithoutPs } from './words.ts';

async function newerStage(): Promise<Stage> {
  const own = await startOwnEngine([], true);
  const stage = dockerStage(own.address);
  return {
    ...stage,
    close: async () => {
      await stage.close();
      await own.stop();
    },
  };
}

describeReal('Docker 26', () => {
  contract('Docker 26', newerStage, dockerWithoutPs);
  wireContract('Docker 26', newerStage);
}, noNewerSuite());
