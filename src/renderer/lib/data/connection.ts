/** Whether the server answers: what the "Connection lost" banner and the refused page show. */
import { create } from 'zustand'

export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'

export interface Connection {
  readonly state: ConnectionState
  /** ms since epoch of the last change. */
  readonly since: number
}

export const useConnection = create<Connection>(() => ({ state: 'connecting', since: Date.now() }))

/** Repeating a state keeps its `since`, so that "Offline since 10:14" stays true over many attempts. */
export function setConnectionState(state: ConnectionState): void {
  if (useConnection.getState().state !== state) useConnection.setState({ state, since: Date.now() })
}

/** Resolves when the server answers again, at once when it does now. */
export function whenConnected(): Promise<void> {
  if (useConnection.getState().state === 'open') return Promise.resolve()
  return new Promise((resolve) => {
    const stop = useConnection.subscribe(({ state }) => {
      if (state !== 'open') return
      stop()
      resolve()
    })
  })
}
