/** Which request is open beside the list: its address names it, so that a link opens it each time and a reload keeps it. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { HookId, VerdictId } from '#shared/contract/ids.ts'
import { requestPath } from '../paths.ts'

export interface OpenRequestId {
  readonly openId: VerdictId | undefined
  open(id: VerdictId): void
}

/** @param wanted the one that the address names, undefined on the other tabs. @param first open until one is named. */
export function useOpenRequest(hookId: HookId, wanted: VerdictId | undefined, first: VerdictId | undefined): OpenRequestId {
  const [, navigate] = useLocation()
  const [openId, setOpenId] = useState(wanted ?? first)
  const [followed, setFollowed] = useState(wanted)
  if (wanted !== followed) {
    setFollowed(wanted)
    // Another tab names none: what was open stays.
    if (wanted !== undefined) setOpenId(wanted)
  }
  const open = (id: VerdictId): void => {
    setOpenId(id)
    navigate(requestPath(hookId, id), { replace: true })
  }
  return { openId, open }
}
