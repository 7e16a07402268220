import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract } from './contract.ts';
import { dockerStage } from './docker-stage.ts';
import { missingCommand } from '../own-engine.ts';
import { describeReal } from '../real-engine.ts';
import { podman } from './words.ts';

function podmanScript(verb: string, folder: string): void {
  const { status, stderr } = spawnSync('bash', ['.ci/podman', verb, folder], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`.ci/podman ${verb}: ${stderr.trim()}`);
}

describeReal('podman', () => {
  contract('podman', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ww-podman-'));
    podmanScript('start', folder);
    const stage = dockerStage(`unix://${folder}/podman.sock`, true);
    return {
      ...stage,
      close: async () => {
        await stage.close();
        podmanScript('stop', folder);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }, podman);
}, missingCommand('podman', 'busybox') ?? (process.getuid?.() === 0 ? null : 'only root can start it so'));
