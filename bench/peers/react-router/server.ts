import { randomBytes } from 'node:crypto'
import { createRequestHandler } from '@react-router/express'
import express from 'express'
import { RouterContextProvider } from 'react-router'
import { serve } from '../page/serve.ts'
import * as build from './build/server/index.js'

const app = express()
app.disable('x-powered-by')
app.use('/assets', express.static('build/client/assets', { immutable: true, maxAge: '1y' }))
app.use(
  createRequestHandler({
    build,
    getLoadContext: () => {
      const context = new RouterContextProvider()
      context.set(build.entry.module.nonceContext, randomBytes(16).toString('base64url'))
      return context
    },
  }),
)
await serve(app)
