/** Throw-away P-256 certificates for tests, made by the openssl command line. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
/** A self-signed certificate for localhost and 127.0.0.1. */
export const createTestCertificate = () => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-certificate-'));
    const certFile = join(folder, 'cert.pem');
    const keyFile = join(folder, 'key.pem');
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-subj', '/CN=localhost'];
    const files = ['-keyout', keyFile, '-out', certFile, '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...files], { stdio: 'ignore' });
    return {
        certFile,
        keyFile,
        caPem: readFileSync(certFile, 'utf8'),
        remove: () => rmSync(folder, { recursive: true, force: true }),
    };
};
