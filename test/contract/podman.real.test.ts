import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract } from './contract.ts';
import { dockerStage } from './docker-stage.ts';
import { missingCommand, noNewerSuite } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import type { Stage } from './stage.ts';
import { podman, podman5 } from './words.ts';

function podmanScript(verb: string, folder: string, newer: boolean): void {
  const env = { ...process.env, ...(newer ? { ENGINE_SUITE: 'newer' } : {}) };
  const { status, stderr } = spawnSync('bash', ['.ci/podman', verb, folder], { env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`.ci/podman ${verb}: ${stderr.trim()}`);
}

async function podmanStage(newer: boolean): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'ww-podman-'));
  podmanScript('start', folder, newer);
  const stage = dockerStage(`unix://${folder}/podman.sock`, true);
  return {
    ...stage,
    close: async () => {
      await stage.close();
      podmanScript('stop', folder, newer);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describeReal('fault 62: podman 4', () => {
  contract('podman 4', () => podmanStage(false), podman);
}, missingCommand('podman', 'busybox') ?? (process.getuid?.() === 0 ? null : 'only root can start it so'));

describeReal('fault 62: podman 5', () => {
  contract('podman 5', () => podmanStage(true), podman5);
}, noNewerSuite());
