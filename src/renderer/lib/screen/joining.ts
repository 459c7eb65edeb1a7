/** Whether the page on which one joins another workspace is open, and the link that led there. The link holds a key: it never stands in the address. */
import { create } from 'zustand'

export interface Joining {
  readonly open: boolean
  /** '' until one is pasted. */
  readonly link: string
}

export const useJoining = create<Joining>(() => ({ open: false, link: '' }))

export const openJoining = (link = ''): void => useJoining.setState({ open: true, link })
export const closeJoining = (): void => useJoining.setState({ open: false, link: '' })
