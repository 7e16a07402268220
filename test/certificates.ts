/** Certificates for a test: a CA, a server for localhost, a client, and a client nobody knows. Made with openssl. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

function openssl(folder: string, ...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });
}

function authority(folder: string, name: string): void {
  openssl(folder, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-keyout', `${name}-key.pem`, '-out', `${name}.pem`);
}

function signed(folder: string, name: string, by: string, extensions: string): void {
  openssl(folder, 'req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-keyout', `${name}-key.pem`, '-out', `${name}.csr`);
  writeFileSync(join(folder, `${name}.ext`), extensions);
  openssl(folder, 'x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}-key.pem`, '-CAcreateserial', '-days', '2', '-extfile', `${name}.ext`, '-out', `${name}.pem`);
}

/** Makes `ca.pem`, `server*.pem` (for localhost only), `client*.pem`, and `stranger*.pem`, signed by another CA (`other.pem`), in the folder. */
export function makeCertificates(folder: string): void {
  authority(folder, 'ca');
  authority(folder, 'other');
  signed(folder, 'server', 'ca', 'subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n');
  signed(folder, 'client', 'ca', 'extendedKeyUsage=clientAuth\n');
  signed(folder, 'stranger', 'other', 'extendedKeyUsage=clientAuth\n');
}
