/** All administrative routes. */
import type { ApiPorts } from '../ports.ts'
import type { Route } from '../route.ts'
import { chaosRoutes } from './chaos-routes.ts'
import { gatewayAdminRoutes } from './gateway-routes.ts'
import { grantRoutes } from './grant-routes.ts'
import { hostAdminRoutes } from './host-routes.ts'
import { keyAdminRoutes } from './key-routes.ts'
import { personAdminRoutes } from './person-routes.ts'
import { poolAdminRoutes } from './pool-routes.ts'
import { sessionAdminRoutes } from './session-routes.ts'
import { upgradeRoutes } from './upgrade-routes.ts'
import { workspaceAdminRoutes } from './workspace-routes.ts'

/** Everything under `/api/admin`. */
export const adminRoutes = (ports: ApiPorts): readonly Route[] => [
  ...workspaceAdminRoutes(ports),
  ...grantRoutes(ports),
  ...poolAdminRoutes(ports),
  ...hostAdminRoutes(ports),
  ...gatewayAdminRoutes(ports),
  ...sessionAdminRoutes(ports),
  ...personAdminRoutes(ports),
  ...keyAdminRoutes(ports),
  ...upgradeRoutes(ports),
  ...chaosRoutes(ports),
]
