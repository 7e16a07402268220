import { contract } from './contract.ts';
import { demoStage } from './demo-stage.ts';
import { wireContract } from './wire.ts';

contract('demo', demoStage);
wireContract('demo', demoStage);
