import { createContext } from 'react-router'

/** The nonce of the scripts of this answer. */
export const nonceContext = createContext<string>()
