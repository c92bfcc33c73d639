/** A gateway of a simulated site: it holds clients, pairs legs and reports as the real one does. */
import type { System } from '../../../core/broker/ports.ts'
import { connectMs, legReportResendMs } from '../../../core/domain/limits.ts'
import type { ControlMessage, ControlMessageOf } from '../../../proto/control-codec.ts'
import { type BrokerOf, type Link, openLink } from './sim-link.ts'

export type SimGateway = {
  readonly gatewayId: string
  connect(): Promise<void>
  disconnect(reason?: string): void
  /** The process dies: every leg is gone and nothing was reported. */
  kill(): void
  client(request: ClientRequest): SimClient
  hostArrives(connectionId: string, secret: string, agent: HostEnd): Promise<string>
  endRelay(connectionId: string, endedBy: string, reason?: string): void
  relays(): readonly string[]
  isUp(): boolean
}

export type ClientRequest = {
  readonly ticket: string
  readonly transport: 'websocket' | 'arm'
  readonly bearer?: string
}

export type ClientResult =
  | { readonly kind: 'relaying'; readonly connectionId: string }
  | { readonly kind: 'refused'; readonly code: string }

export type SimClient = {
  readonly result: Promise<ClientResult>
  leave(): void
}

/** The host's end of a leg: told when the relay starts and when the leg is closed. */
export type HostEnd = { started(): void; closed(): void }

type Pair = {
  settle?: (result: ClientResult) => void
  host?: HostEnd
  relaying: boolean
  cancelDeadline: () => void
}

/** Makes a gateway; it holds clients and reports as the real one does. */
export const createSimGateway = (
  system: Pick<System, 'after' | 'newId'>,
  brokerOf: BrokerOf,
  gatewayId: string,
  onError: (error: unknown) => void,
): SimGateway => {
  const pairs = new Map<string, Pair>()
  const questions = new Map<string, (answer: ControlMessage) => void>()
  const reports = new Map<string, ControlMessageOf<'legReport'>>()
  let link: Link | undefined

  const report = (
    connectionId: string,
    kind: ControlMessageOf<'legReport'>['kind'],
    more: Partial<ControlMessageOf<'legReport'>> = {},
  ): void => {
    const reportId = system.newId()
    const message: ControlMessageOf<'legReport'> = {
      type: 'legReport',
      reportId,
      connectionId,
      kind,
      side: '',
      endedBy: '',
      reason: '',
      bytesToClient: 1_000,
      bytesToHost: 100,
      durationMs: 10,
      peakBufferedBytes: 0,
      messagesToClient: 0,
      messagesToHost: 0,
      stalls: 0,
      ...more,
    }
    reports.set(reportId, message)
    link?.send(message)
  }

  const pairOf = (connectionId: string): Pair => {
    const pair = pairs.get(connectionId) ?? { relaying: false, cancelDeadline: () => undefined }
    pairs.set(connectionId, pair)
    return pair
  }

  const end = (connectionId: string, pair: Pair): void => {
    pairs.delete(connectionId)
    pair.cancelDeadline()
    pair.host?.closed()
  }

  const startIfBoth = (connectionId: string, pair: Pair): void => {
    if (!(pair.settle && pair.host) || pair.relaying) return
    pair.relaying = true
    pair.cancelDeadline()
    report(connectionId, 'relay-started')
    pair.host.started()
    pair.settle({ kind: 'relaying', connectionId })
  }

  const ask = (question: ControlMessageOf<'authorizeClient' | 'authorizeHost'>) =>
    new Promise<ControlMessage>((resolve) => {
      const lost: ControlMessage = {
        type: 'legRefused',
        requestId: question.requestId,
        code: 'BROKER_UNAVAILABLE',
        detail: '',
      }
      const cancel = system.after(10_000, () => questions.get(question.requestId)?.(lost))
      questions.set(question.requestId, (answer) => {
        questions.delete(question.requestId)
        cancel()
        resolve(answer)
      })
      if (link?.isUp()) link.send(question)
      else questions.get(question.requestId)?.(lost)
    })

  const holdClient = (connectionId: string, settle: (result: ClientResult) => void): void => {
    const pair = pairOf(connectionId)
    pair.settle = settle
    pair.cancelDeadline = system.after(connectMs, () => {
      if (pair.relaying || pairs.get(connectionId) !== pair) return
      end(connectionId, pair)
      report(connectionId, 'leg-lost', { side: 'host', reason: 'deadline' })
      settle({ kind: 'refused', code: 'HOST_LEG_TIMED_OUT' })
    })
    startIfBoth(connectionId, pair)
  }

  const endRelay = (connectionId: string, endedBy: string, reason = 'closed'): void => {
    const pair = pairs.get(connectionId)
    if (!pair?.relaying) return
    end(connectionId, pair)
    const by = endedBy as ControlMessageOf<'legReport'>['endedBy']
    report(connectionId, 'relay-ended', { endedBy: by, reason })
  }

  const receive = (message: ControlMessage): void => {
    switch (message.type) {
      case 'legAuthorized':
      case 'legRefused':
        questions.get(message.requestId)?.(message)
        return
      case 'legReportAck':
        reports.delete(message.reportId)
        return
      case 'refuseConnection': {
        const pair = pairs.get(message.connectionId)
        if (!pair || pair.relaying) return
        end(message.connectionId, pair)
        pair.settle?.({ kind: 'refused', code: message.code })
        return
      }
      case 'endConnection':
        endRelay(message.connectionId, message.endedBy, message.reason)
        return
      default:
        return
    }
  }

  const connect = async (): Promise<void> => {
    const broker = brokerOf()
    if (!broker || link?.isUp()) return
    const opened = openLink(
      system,
      broker,
      { machineId: gatewayId, role: 'gateway' },
      receive,
      onError,
    )
    link = opened
    const live = [...pairs]
      .filter(([, pair]) => pair.relaying)
      .map(([connectionId]) => connectionId)
    const waiting = [...pairs].filter(([, pair]) => !pair.relaying).map(([id]) => id)
    await broker.gateways
      .connected(opened.channel, '1', {
        type: 'gatewayState',
        clientUrl: 'wss://gateway:8444',
        ownUrl: `wss://${gatewayId}:8460`,
        draining: false,
        takesChaos: false,
        liveRelays: live.map((id) => ({ connectionId: id, bytesToClient: 0, bytesToHost: 0 })),
        waitingConnectionIds: waiting,
      })
      .catch((error: unknown) => {
        onError(error)
        opened.drop('not recorded')
      })
    for (const message of reports.values()) opened.send(message)
  }

  const refuseQuestions = (): void => {
    for (const [requestId, answer] of [...questions]) {
      answer({ type: 'legRefused', requestId, code: 'BROKER_UNAVAILABLE', detail: '' })
    }
  }

  const resendLater = (): void => {
    system.after(legReportResendMs, () => {
      for (const message of reports.values()) link?.send(message)
      resendLater()
    })
  }
  resendLater()

  return {
    gatewayId,
    connect,
    disconnect: (reason = 'lost') => {
      link?.drop(reason)
      refuseQuestions()
    },
    kill: () => {
      link?.drop('killed')
      refuseQuestions()
      reports.clear()
      for (const [id, pair] of [...pairs]) {
        end(id, pair)
        if (!pair.relaying) pair.settle?.({ kind: 'refused', code: 'HUNG_UP' })
      }
    },
    client: ({ ticket, transport, bearer = '' }) => {
      let gone = false
      let connectionId = ''
      const result = new Promise<ClientResult>((resolve) => {
        const requestId = system.newId()
        const address = { clientAddress: '10.0.0.1', flow: 'stock' } as const
        const question = { type: 'authorizeClient', requestId, transport, ticket, bearer } as const
        void ask({ ...question, ...address }).then((answer) => {
          if (answer.type === 'legRefused') return resolve({ kind: 'refused', code: answer.code })
          if (answer.type !== 'legAuthorized') return
          connectionId = answer.connectionId
          if (!gone) return holdClient(connectionId, resolve)
          report(connectionId, 'client-left')
          resolve({ kind: 'refused', code: 'CLIENT_LEFT' })
        })
      })
      const leave = (): void => {
        gone = true
        const pair = pairs.get(connectionId)
        if (!pair) return
        if (pair.relaying) {
          endRelay(connectionId, 'client')
          return
        }
        end(connectionId, pair)
        report(connectionId, 'client-left')
        pair.settle?.({ kind: 'refused', code: 'CLIENT_LEFT' })
      }
      return { result, leave }
    },
    hostArrives: async (connectionId, secret, hostEnd) => {
      const requestId = system.newId()
      const answer = await ask({ type: 'authorizeHost', requestId, connectionId, secret })
      if (answer.type === 'legRefused') return answer.code
      const pair = pairOf(connectionId)
      pair.host = hostEnd
      if (!pair.settle) {
        pair.cancelDeadline = system.after(connectMs, () => {
          if (pair.settle) return
          end(connectionId, pair)
          report(connectionId, 'leg-lost', { side: 'client', reason: 'deadline' })
        })
      }
      startIfBoth(connectionId, pair)
      return 'joined'
    },
    endRelay,
    relays: () => [...pairs].filter(([, pair]) => pair.relaying).map(([id]) => id),
    isUp: () => link?.isUp() === true,
  }
}
