/** The OpenAPI document, made from the routes themselves. */
import { z } from 'zod'
import type { Route } from './route.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const parametersOf = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
  if (!schema) return []
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  })
  return Object.entries(properties).map(([name, type]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: type,
  }))
}

const errorSchema = (route: Route): Json => {
  const fields = route.errors === 'arm' ? ['Code', 'Message'] : ['code', 'message', 'remedy']
  const properties = Object.fromEntries(fields.map((name) => [name, { type: 'string' }]))
  return { type: 'object', properties, required: fields }
}

const securityOf = ({ access }: Route): Json[] => {
  if (access.kind === 'public') return []
  return access.kind === 'user' ? [{ user: [] }] : [{ admin: [...access.roles] }]
}

const operationOf = (route: Route): Json => {
  const content = route.answer && {
    content: { 'application/json': { schema: schemaOf(route.answer, 'output') } },
  }
  const body = route.body && {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
    },
  }
  const failed = { 'application/json': { schema: errorSchema(route) } }
  return {
    summary: route.summary,
    security: securityOf(route),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...body,
    responses: {
      '2XX': { description: 'done', ...content },
      default: {
        description: 'refused or failed; docs/errors.md lists the codes',
        content: failed,
      },
    },
  }
}

/** OpenAPI 3.1 of these routes. */
export const openApiOf = (routes: readonly Route[], version: string): Json => {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description })
  return {
    openapi: '3.1.0',
    info: { title: 'Causeway', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: {
        user: bearer('a token of the client audience'),
        admin: bearer('a token of the administration audience, with one of the roles listed'),
      },
    },
  }
}
