/**
 * The users of the development issuer: a file in the data folder, made at the first start with
 * random passwords that are told once and kept only as hashes.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { System } from '../../broker/ports.ts'
import { nameLengthMax } from '../../domain/limits.ts'
import {
  developmentUserCountMax,
  groupCharsMax,
  groupCountMax,
  subjectCharsMax,
} from '../identity-limits.ts'
import { DataFolderFault, readOrMakePrivate, readPrivate } from '../private-files.ts'
import { hashPassword, isPasswordHash, newPassword } from './passwords.ts'

const userSchema = z.strictObject({
  name: z
    .string()
    .max(nameLengthMax)
    .regex(/^[a-z0-9](?:[a-z0-9._@-]*[a-z0-9])?$/),
  subject: z.string().min(1).max(subjectCharsMax),
  groups: z.array(z.string().min(1).max(groupCharsMax)).max(groupCountMax),
  roles: z.array(z.enum(['administrator', 'operator', 'auditor'])),
  passwordHash: z.string().refine(isPasswordHash),
})

const fileSchema = z.strictObject({ users: z.array(userSchema).max(developmentUserCountMax) })

export type DevelopmentUser = Readonly<z.output<typeof userSchema>>

/** What a first user is; the rest is drawn. */
export type FirstUser = Pick<DevelopmentUser, 'name' | 'groups' | 'roles'>

export type DevelopmentUsers = {
  /** By name; case does not count. */
  find(name: string): DevelopmentUser | undefined
  readonly names: readonly string[]
  /** Passwords drawn by this call, to be told once; empty when the file was there. */
  readonly generated: readonly { readonly name: string; readonly password: string }[]
  /**
   * Makes the file of new users. Call it when the passwords are about to be told: those of a start
   * that failed before nobody would ever know. Throws DataFolderFault.
   */
  keep(): void
}

/** Two who use desktops and one who also administers them. */
export const firstUsers: readonly FirstUser[] = [
  { name: 'alice', groups: ['staff'], roles: [] },
  { name: 'bob', groups: ['staff'], roles: [] },
  { name: 'admin', groups: ['staff'], roles: ['administrator'] },
]

/** Opens the file, or draws these users. Throws DataFolderFault naming what is wrong. */
export const openDevelopmentUsers = async (
  ports: { readonly system: Pick<System, 'randomBytes'> },
  options: { readonly file: string; readonly first?: readonly FirstUser[] },
): Promise<DevelopmentUsers> => {
  const { file, first = firstUsers } = options
  const known = readPrivate(file)?.toString('utf8')
  const drawn = known === undefined ? await drawUsers(ports, first) : []
  const fresh = `${JSON.stringify({ users: drawn.map(({ user }) => user) }, null, 2)}\n`
  const users = parseUsers(file, known ?? fresh)
  const byName = new Map(users.map((user) => [user.name, user]))
  if (byName.size !== users.length) {
    throw new DataFolderFault(`${file} names a user twice`, 'remove one of the two')
  }
  return {
    find: (name) => byName.get(name.toLowerCase()),
    names: users.map(({ name }) => name),
    generated: drawn.map(({ user, password }) => ({ name: user.name, password })),
    keep: () => {
      if (readOrMakePrivate(file, () => fresh).toString('utf8') === (known ?? fresh)) return
      const fix = 'start once more: then the users of that file count'
      throw new DataFolderFault(`${file} was made by something else meanwhile`, fix)
    },
  }
}

const drawUsers = (
  { system }: { readonly system: Pick<System, 'randomBytes'> },
  first: readonly FirstUser[],
): Promise<{ user: DevelopmentUser; password: string }[]> =>
  Promise.all(
    first.map(async ({ name, groups, roles }) => {
      const password = newPassword(system)
      const passwordHash = await hashPassword(system, password)
      return { user: { name, subject: randomUUID(), groups, roles, passwordHash }, password }
    }),
  )

const parseUsers = (file: string, text: string): readonly DevelopmentUser[] => {
  const fix = 'mend it, or delete it: the next start makes new users'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new DataFolderFault(`${file} is not JSON`, fix, error)
  }
  const parsed = fileSchema.safeParse(value)
  if (parsed.success) return parsed.data.users
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new DataFolderFault(`${file} has a fault at ${field === '' ? 'its top' : field}`, fix)
}
