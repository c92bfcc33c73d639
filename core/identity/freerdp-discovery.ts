/**
 * The document that FreeRDP reads before every connection by the AVD order, at a fixed address of
 * the API: without it no stock client gets further. A site whose issuer is elsewhere answers with
 * that issuer's name; the token itself comes to FreeRDP from `causeway feed args`.
 */
import type { FastifyPluginAsync } from 'fastify'

/** The address at `/azure:ad:<host>` for FreeRDP's default tenant. */
export const freerdpDiscoveryPath = '/common/v2.0/.well-known/openid-configuration'

/**
 * The route for an issuer that is not at this API. FreeRDP reads lines of less than 1,024 bytes
 * and no chunks, so the document is one text with short lines.
 */
export const createFreerdpDiscovery =
  (issuer: () => string): FastifyPluginAsync =>
  async (app) => {
    app.get(freerdpDiscoveryPath, (_request, reply) =>
      reply.type('application/json').send(`${JSON.stringify({ issuer: issuer() }, null, 1)}\n`),
    )
  }
