/** The first of the requester's principals that is granted the resource. */
export const grantOf = (live, requester, resourceId) => {
    const principals = [
        `user:${requester.userId}`,
        ...requester.groups.map((group) => `group:${group}`),
    ];
    // Every resource is looked at, found or not: the time taken tells nothing.
    let found;
    for (const resources of live.indexes.resources.values()) {
        for (const resource of resources) {
            if (resource.resourceId !== resourceId)
                continue;
            const principal = principals.find((candidate) => resource.principals.includes(candidate));
            if (principal !== undefined)
                found ??= { resource, principal };
        }
    }
    return found;
};
