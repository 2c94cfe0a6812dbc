import { fileURLToPath } from 'node:url'
import { defineConfig, type UserConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

/**
 * What runs in the browser: the shop and the desk, each built for itself, so that a shopper loads nothing of the desk.
 * The stage has an entry of its own, for no other page of the shop wakes up. CSS and fonts come through the entries.
 */
const client = browser(['src/web/client.ts', 'src/web/stage/client.ts'], 'dist/client')
const deskClient = browser(['src/desk/client.ts'], 'dist/desk-client')

function browser(entries: string[], outDir: string): UserConfig {
  return defineConfig({
    ...shared(),
    resolve: {
      // Here these faces are sources, not what the server build made of them.
      alias: [
        { find: /^#(ui|language)$/, replacement: `${root}src/$1/index.ts` },
        { find: /^#([a-z]+)\/(protocol|client)$/, replacement: `${root}src/$1/$2.ts` },
      ],
    },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: true,
      target: 'baseline-widely-available',
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entries,
        // What a page takes nothing of in the faces of these rooms is not loaded by it.
        treeshake: { moduleSideEffects: [{ test: /\/src\/(ui|language)\/[^.]*\.tsx?$/, sideEffects: false }] },
      },
    },
  })
}

/**
 * The three rooms with markup, made into JavaScript that Node runs. Every other room and every package stays
 * outside, so that each exists once in the process.
 */
const server: UserConfig = defineConfig({
  ...shared(),
  build: {
    outDir: 'dist/server',
    emptyOutDir: true,
    ssr: true,
    target: 'node26',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { web: 'src/web/index.ts', desk: 'src/desk/index.ts', ui: 'src/ui/index.ts' },
      external: specifier => !/^[./\0]/.test(specifier) && !specifier.startsWith(root) && !/^src\//.test(specifier),
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
})

function shared(): UserConfig {
  return {
    root,
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  }
}

/** Everything that is built, by its folder below dist/. */
export const parts = { client, 'desk-client': deskClient, server }

export default client
