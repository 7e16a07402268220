import { describeReal } from '../real-engine.ts';
import { contract } from './contract.ts';
import { dockerStage } from './docker-stage.ts';
import { wireContract } from './wire.ts';

describeReal('real', (address) => {
  contract('docker', async () => dockerStage(address));
  wireContract('docker', async () => dockerStage(address));
});
