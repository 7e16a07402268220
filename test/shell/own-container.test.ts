import { expect, test } from 'vitest';
import { containerIn } from '../../src/shell/own-container.ts';

const id = '0123456789abcdef'.repeat(4);

test.each([
  ['docker', `692 683 8:1 /var/lib/docker/containers/${id}/resolv.conf /etc/resolv.conf rw,relatime - ext4 /dev/sda1 rw\n693 683 8:1 /var/lib/docker/containers/${id}/hostname /etc/hostname rw - ext4 /dev/sda1 rw`, id],
  ['podman', `700 683 0:25 /containers/storage/overlay-containers/${id}/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw`, id],
  ['no container', '22 28 0:21 / /sys rw,nosuid - sysfs sysfs rw\n28 1 8:1 / / rw - ext4 /dev/sda1 rw', null],
  ['a folder of containers that is mounted, with others in it', `692 683 8:1 /var/lib/docker/containers /watched rw - ext4 /dev/sda1 rw`, null],
])('our own container among the mounts: %s', (_where, mounts, wanted) => {
  expect(containerIn(mounts)).toBe(wanted);
});
