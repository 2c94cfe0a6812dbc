import type { ReactNode } from 'react'
import { Links, Meta, Outlet, Scripts, useParams } from 'react-router'

export function Layout({ children }: { children: ReactNode }) {
  const { lang } = useParams()
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}
