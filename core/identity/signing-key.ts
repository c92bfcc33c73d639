/** Ed25519 keys that sign what the site gives out, as they lie in the data folder. */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { DataFolderFault } from './private-files.ts'
import { isPublishedSecret } from './published-secrets.ts'

/** The key of a PEM. Throws DataFolderFault for another kind, and for one that anybody knows. */
export const parseSigningKey = (path: string, pem: Buffer): KeyObject => {
  const fix = 'delete it: the next start makes a new one'
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch (error) {
    throw new DataFolderFault(`${path} is not a private key`, fix, error)
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new DataFolderFault(`${path} is not an Ed25519 key`, fix)
  }
  const seed = key.export({ type: 'pkcs8', format: 'der' }).subarray(-32)
  if (isPublishedSecret(seed)) throw new DataFolderFault(`${path} is a published sample key`, fix)
  return key
}
