import { type RouteConfig, route } from '@react-router/dev/routes'

export default [route(':lang/p/:slug', 'product.tsx')] satisfies RouteConfig
