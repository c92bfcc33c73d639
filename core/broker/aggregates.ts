/** The aggregates by the category of their stream: how each decides and folds. */
import { type Connection, type ConnectionCommand, connectionDecider } from '../domain/connection.ts'
import type { Decision } from '../domain/decider.ts'
import type { DomainEvent } from '../domain/events.ts'
import { type Features, type FeaturesCommand, featuresDecider } from '../domain/features.ts'
import { type Gateway, type GatewayCommand, gatewayDecider } from '../domain/gateway.ts'
import { type Host, type HostCommand, hostDecider } from '../domain/host.ts'
import { type Person, type PersonCommand, personDecider } from '../domain/person.ts'
import { type Pool, type PoolCommand, poolDecider } from '../domain/pool.ts'
import { type Site, type SiteCommand, siteDecider } from '../domain/site.ts'
import {
  type UserSession,
  type UserSessionCommand,
  userSessionDecider,
} from '../domain/user-session.ts'
import { type Workspace, type WorkspaceCommand, workspaceDecider } from '../domain/workspace.ts'
import type { Category } from './streams.ts'

export type StateOf = {
  workspace: Workspace
  pool: Pool
  host: Host
  session: UserSession
  connection: Connection
  gateway: Gateway
  person: Person
  site: Site
  features: Features
}

export type CommandOf = {
  workspace: WorkspaceCommand
  pool: PoolCommand
  host: HostCommand
  session: UserSessionCommand
  connection: ConnectionCommand
  gateway: GatewayCommand
  person: PersonCommand
  site: SiteCommand
  features: FeaturesCommand
}

/** An aggregate whose stream decides which events and commands it ever sees. */
export type Aggregate<S, C> = {
  readonly initialState: S
  readonly decide: (state: S, command: C) => Decision<DomainEvent>
  readonly evolve: (state: S, event: DomainEvent, recordedAt: number) => S
}

// The stream an event lies in tells its family: the log's writer decides per aggregate, so the
// narrowing that the compiler cannot see holds by construction.
const widen = <S, C, E extends DomainEvent>(decider: {
  readonly initialState: S
  readonly decide: (state: S, command: C) => Decision<E>
  readonly evolve: (state: S, event: E, recordedAt?: number) => S
}): Aggregate<S, C> => ({
  initialState: decider.initialState,
  decide: decider.decide,
  evolve: (state, event, recordedAt) => decider.evolve(state, event as E, recordedAt),
})

export const aggregates: { readonly [K in Category]: Aggregate<StateOf[K], CommandOf[K]> } = {
  workspace: widen(workspaceDecider),
  pool: widen(poolDecider),
  host: widen(hostDecider),
  session: widen(userSessionDecider),
  connection: widen(connectionDecider),
  gateway: widen(gatewayDecider),
  person: widen(personDecider),
  site: widen(siteDecider),
  features: widen(featuresDecider),
}
