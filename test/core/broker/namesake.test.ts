/** Two processes that call themselves by one name, as a data folder that was copied makes them. */
import { expect, it, onTestFinished } from 'vitest'
import { namesakeGraceMs } from '../../../core/domain/limits.ts'
import { createSimCluster } from './sim-cluster.ts'

const clusterOf = async (names: Readonly<Record<string, string>>) => {
  const homes = { h1: 'b1', h2: 'b2', g1: 'b1' }
  const cluster = await createSimCluster({ brokers: ['b1', 'b2'], homes, names })
  onTestFinished(() => cluster.stop())
  await cluster.system.pass(namesakeGraceMs)
  return cluster
}

it('is told, with the name, when a machine comes to the other one', async () => {
  const cluster = await clusterOf({ b2: 'b1' })
  expect(cluster.faults).toEqual([])
  cluster.moveTo('h1', 'b2')
  await cluster.system.pass(1_000)
  expect(cluster.faults).toMatchObject([{ code: 'BROKER_NAME_TAKEN', detail: 'b1' }])
})

it('is not told of brokers with names of their own, of restarts, nor of what comes late', async () => {
  const cluster = await clusterOf({})
  cluster.moveTo('h1', 'b2')
  await cluster.system.pass(1_000)
  cluster.kill('b2')
  await cluster.system.pass(1_000)
  await cluster.start('b2')
  cluster.moveTo('h2', 'b2')
  await cluster.system.pass(2 * namesakeGraceMs)
  cluster.moveTo('h2', 'b1')
  await cluster.system.pass(2 * namesakeGraceMs)
  expect(cluster.faults).toEqual([])
})
