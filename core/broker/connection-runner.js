import { isOpen } from '../domain/connection.ts';
import { nextStep } from '../domain/connection-process.ts';
import { Fault } from '../domain/errors.ts';
import { logRetryMs } from '../domain/limits.ts';
import { categoryOf, idOf } from './streams.ts';
/** A step that the owner takes; only the order belongs to whoever holds the host's channel. */
const isMine = (step, connection, brokerId) => step.kind === 'order' || connection.brokerId === brokerId;
/** Makes the runner of one broker. */
export const createConnectionRunner = (ports) => {
    const { live, steps, system, brokerId } = ports;
    const turns = new Map();
    const again = new Set();
    const deadlines = new Map();
    const waiters = new Map();
    let stopped = false;
    const clearDeadline = (connectionId) => {
        deadlines.get(connectionId)?.cancel();
        deadlines.delete(connectionId);
    };
    const situationOf = (connection) => {
        const session = live.stateOf('session', idOf(connection.userSessionStream));
        const hostId = connection.phase === 'authorized' ? session.hostId : connection.hostId;
        return {
            connection,
            session,
            host: hostId === '' ? undefined : live.get('host', hostId)?.state,
            gateway: live.get('gateway', connection.gatewayId)?.state,
            brokerId,
        };
    };
    const expire = async (connectionId, name) => {
        deadlines.delete(connectionId);
        const connection = live.get('connection', connectionId)?.state;
        if (!connection)
            return;
        const step = nextStep(situationOf(connection));
        // Something happened in the meantime: the wait that ran out is not the present one.
        if (step.kind === 'wait' && step.name === name)
            await steps.run(step.otherwise, connection);
    };
    const armDeadline = (connectionId, step) => {
        if (deadlines.get(connectionId)?.name === step.name)
            return;
        clearDeadline(connectionId);
        const cancel = system.after(step.forMs, () => {
            void enqueue(connectionId, () => expire(connectionId, step.name));
        });
        deadlines.set(connectionId, { name: step.name, cancel });
    };
    const drive = async (connectionId) => {
        while (!stopped) {
            const connection = live.get('connection', connectionId)?.state;
            if (!connection)
                return clearDeadline(connectionId);
            const step = nextStep(situationOf(connection));
            if (step.kind === 'wait' && isMine(step, connection, brokerId)) {
                return armDeadline(connectionId, step);
            }
            clearDeadline(connectionId);
            if (step.kind === 'wait' || step.kind === 'rest')
                return;
            if (!isMine(step, connection, brokerId))
                return;
            await steps.run(step, connection);
        }
    };
    const retryLater = (connectionId, error) => {
        ports.onFault(connectionId, error);
        // A store that is away comes back; what is recorded says where to go on.
        if (error instanceof Fault && error.retriable && !stopped) {
            system.after(logRetryMs, () => void advance(connectionId));
        }
    };
    const enqueue = (connectionId, work) => {
        const turn = (turns.get(connectionId) ?? Promise.resolve())
            .then(work)
            .then(() => drive(connectionId))
            .catch((error) => retryLater(connectionId, error));
        turns.set(connectionId, turn);
        return turn.finally(() => {
            if (turns.get(connectionId) === turn)
                turns.delete(connectionId);
        });
    };
    const advance = (connectionId) => {
        // A turn that has not begun will see everything recorded until then.
        const queued = again.has(connectionId) ? turns.get(connectionId) : undefined;
        if (queued)
            return queued;
        again.add(connectionId);
        return enqueue(connectionId, async () => {
            again.delete(connectionId);
        });
    };
    const wakeSession = (stream) => {
        for (const id of live.indexes.openConnectionsBySession.get(stream) ?? [])
            void advance(id);
    };
    return {
        advance,
        onEvent: (stream, event) => {
            if (stopped)
                return;
            switch (categoryOf(stream)) {
                case 'connection':
                    for (const wake of waiters.get(idOf(stream)) ?? [])
                        wake();
                    void advance(idOf(stream));
                    return;
                case 'session':
                    return wakeSession(stream);
                case 'host':
                    if (event.type === 'AgentConnected' || event.type === 'AgentDisconnected') {
                        for (const id of live.indexes.openConnectionIds) {
                            if (live.get('connection', id)?.state.hostId === event.data.hostId)
                                void advance(id);
                        }
                    }
                    return;
                default:
                    return;
            }
        },
        until: (connectionId, predicate, timeoutMs) => new Promise((resolve) => {
            const stateOf = () => live.stateOf('connection', connectionId);
            const set = waiters.get(connectionId) ?? new Set();
            waiters.set(connectionId, set);
            const finish = () => {
                cancel();
                set.delete(check);
                if (set.size === 0)
                    waiters.delete(connectionId);
                resolve(stateOf());
            };
            const check = () => {
                const connection = stateOf();
                if (predicate(connection) || !isOpen(connection))
                    finish();
            };
            const cancel = system.after(timeoutMs, finish);
            set.add(check);
            check();
        }),
        resume: async () => {
            const ids = new Set(live.indexes.openConnectionIds);
            for (const [, { category, state }] of live.entries()) {
                if (category !== 'session')
                    continue;
                // The category names the state.
                const { phase, pendingConnectionIds, activeConnectionId } = state;
                for (const id of pendingConnectionIds)
                    ids.add(id);
                if (phase === 'active')
                    ids.add(activeConnectionId);
            }
            await Promise.all([...ids].map((id) => advance(id)));
        },
        stop: () => {
            stopped = true;
            for (const connectionId of [...deadlines.keys()])
                clearDeadline(connectionId);
        },
    };
};
