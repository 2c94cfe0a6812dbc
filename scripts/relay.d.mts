/** See relay.mjs. Gives the exit code of the program. */
export function relay(node: string, args: readonly string[], options?: { env?: NodeJS.ProcessEnv }): Promise<number>
