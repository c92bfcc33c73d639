/** `causeway admin kafka …`: what a site needs of a Kafka, which is asked itself. */
import type { Command } from 'commander'
import type { Define } from './command.ts'

/** Adds kafka below admin. */
export const defineKafkaCommands = (admin: Command, define: Define): void => {
  const kafka = admin.command('kafka').description('topics of a Kafka').helpCommand(false)
  const example = 'create-topics --brokers kafka://k1:9092,k2:9092 --heartbeats-topic beats'
  kafka.addHelpText('after', `\nExamples:\n  $ causeway admin kafka ${example}`)
  define(kafka, {
    name: 'create-topics',
    summary: 'make the topics that are absent; one that differs is told, and never changed',
    examples: [
      `admin kafka ${example}`,
      'admin kafka create-topics --brokers kafka://k1:9093?tls=true --audit-topic decisions ' +
        '--partitions 6 --replicas 3 --audit-retention 365d',
    ],
    options: [
      {
        flags: '--brokers <url>',
        summary: 'kafka://host:port[,host:port], with ?tls=true&… where needed',
        required: true,
      },
      { flags: '--heartbeats-topic <topic>', summary: 'make this one for heartbeats' },
      { flags: '--audit-topic <topic>', summary: 'make this one for `causeway audit export`' },
      { flags: '--partitions <count>', summary: 'parts of each topic (default: 12)' },
      { flags: '--replicas <count>', summary: 'nodes that keep each part (default: 3)' },
      { flags: '--retention <time>', summary: 'how long heartbeats are kept (default: 7d)' },
      {
        flags: '--audit-retention <time>',
        summary: 'how long decisions are kept (default: for ever)',
      },
    ],
    run: async (run) => {
      const { createTopics } = await import('./admin-kafka.ts')
      return createTopics(run)
    },
  })
}
