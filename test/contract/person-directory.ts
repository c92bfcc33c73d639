/**
 * What every PersonDirectory must do, run against each adapter by person-directory.test.ts.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PersonDirectory } from '../../core/broker/ports.ts'

export type OpenedPersonDirectory = {
  readonly directory: PersonDirectory
  readonly reopen?: () => Promise<PersonDirectory>
  readonly dispose?: () => Promise<void>
}

const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes)

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Runs the suite. */
export const personDirectoryContract = (
  name: string,
  open: () => Promise<OpenedPersonDirectory>,
): void => {
  describe(`person directory: ${name}`, () => {
    let opened: OpenedPersonDirectory
    let directory: PersonDirectory
    beforeEach(async () => {
      opened = await open()
      directory = opened.directory
    })
    afterEach(async () => {
      await directory.stop()
      await opened.dispose?.()
    })
    const reopened = async (): Promise<PersonDirectory> => {
      if (opened.reopen !== undefined) directory = await opened.reopen()
      return directory
    }

    it('opens what it sealed, also after it was reopened', async () => {
      const sealed = await directory.seal('u1', bytesOf('Ada'))
      const empty = await directory.seal('u1', new Uint8Array(0))
      expect(textOf(await directory.open('u1', sealed))).toBe('Ada')
      const again = await reopened()
      expect(textOf(await again.open('u1', sealed))).toBe('Ada')
      expect(textOf(await again.open('u1', empty))).toBe('')
    })

    it('never seals the same bytes alike, and shows none of them', async () => {
      const sealed = await Promise.all(
        [1, 2, 3].map(() => directory.seal('u1', bytesOf('Ada Lovelace'))),
      )
      expect(new Set(sealed.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(3)
      for (const bytes of sealed) expect(Buffer.from(bytes).includes('Ada')).toBe(false)
      for (const bytes of sealed)
        expect(textOf(await directory.open('u1', bytes))).toBe('Ada Lovelace')
    })

    it('opens for nobody else, and nothing that was changed', async () => {
      const sealed = await directory.seal('u1', bytesOf('Ada'))
      await directory.seal('u2', bytesOf('Bob'))
      expect(await directory.open('u2', sealed)).toBeUndefined()
      expect(await directory.open('nobody', sealed)).toBeUndefined()
      for (const index of sealed.keys()) {
        const changed = sealed.slice()
        changed[index] = (changed[index] ?? 0) ^ 1
        expect(await directory.open('u1', changed)).toBeUndefined()
        expect(await directory.open('u1', sealed.slice(0, index))).toBeUndefined()
      }
    })

    it('never opens an erased person again, also when the person comes back', async () => {
      const others = await directory.seal('u2', bytesOf('Bob'))
      const sealed = await directory.seal('u1', bytesOf('Ada'))
      await directory.erase('u1')
      expect(await directory.open('u1', sealed)).toBeUndefined()
      const later = await directory.seal('u1', bytesOf('Ada again'))
      expect(await directory.open('u1', sealed)).toBeUndefined()
      const again = await reopened()
      expect(await again.open('u1', sealed)).toBeUndefined()
      expect(textOf(await again.open('u1', later))).toBe('Ada again')
      expect(textOf(await again.open('u2', others))).toBe('Bob')
    })

    it('tells what a person was called last, until they are erased', async () => {
      await directory.remember('u1', 'Ada')
      await directory.remember('u2', 'Bob')
      await directory.remember('u1', 'Ada Lovelace')
      const again = await reopened()
      expect(await again.recall('u1')).toBe('Ada Lovelace')
      expect(await again.recall('nobody')).toBeUndefined()
      await again.erase('u1')
      expect(await again.recall('u1')).toBeUndefined()
      expect(await again.recall('u2')).toBe('Bob')
      await again.remember('u1', 'Ada again')
      expect(await again.recall('u1')).toBe('Ada again')
    })

    it('erases a person twice, or one it does not know', async () => {
      await directory.seal('u1', bytesOf('Ada'))
      await directory.erase('u1')
      await directory.erase('u1')
      await directory.erase('nobody')
      expect(textOf(await directory.open('u1', await directory.seal('u1', bytesOf('A'))))).toBe('A')
    })

    it('makes one key for a person however many seal at once', async () => {
      const sealed = await Promise.all(
        Array.from({ length: 20 }, (_, index) => directory.seal('u1', bytesOf(`${index}`))),
      )
      const found = await Promise.all(sealed.map((bytes) => directory.open('u1', bytes)))
      expect(found.map(textOf)).toEqual(sealed.map((_, index) => `${index}`))
    })
  })
}
