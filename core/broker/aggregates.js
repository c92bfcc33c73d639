/** The six aggregates by the category of their stream: how each decides and folds. */
import { connectionDecider } from '../domain/connection.ts';
import { gatewayDecider } from '../domain/gateway.ts';
import { hostDecider } from '../domain/host.ts';
import { poolDecider } from '../domain/pool.ts';
import { userSessionDecider, } from '../domain/user-session.ts';
import { workspaceDecider } from '../domain/workspace.ts';
// The stream an event lies in tells its family: the log's writer decides per aggregate, so the
// narrowing that the compiler cannot see holds by construction.
const widen = (decider) => ({
    initialState: decider.initialState,
    decide: decider.decide,
    evolve: (state, event, recordedAt) => decider.evolve(state, event, recordedAt),
});
export const aggregates = {
    workspace: widen(workspaceDecider),
    pool: widen(poolDecider),
    host: widen(hostDecider),
    session: widen(userSessionDecider),
    connection: widen(connectionDecider),
    gateway: widen(gatewayDecider),
};
