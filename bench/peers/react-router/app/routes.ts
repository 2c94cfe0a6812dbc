import { type RouteConfig, route } from '@react-router/dev/routes'

export default [
  route(':lang/p/:slug', 'product.tsx'),
  route(':lang/c/:slug', 'category.tsx'),
  route(':lang/search', 'search.tsx'),
] satisfies RouteConfig
