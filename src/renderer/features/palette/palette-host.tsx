/** Opens the palette on its shortcut, above any page, and remembers which channels were visited. */
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { useShortcut } from '#renderer/lib/screen/shortcuts.ts'
import type { PaletteItem } from './palette-item.ts'
import { Palette } from './palette.tsx'
import { rememberVisit } from './visits.ts'

export interface PaletteHostProps {
  session: Session
  /** What else can be done from here; asked while the palette is open. */
  useItems: (session: Session) => readonly PaletteItem[]
}

export function PaletteHost({ session, useItems }: PaletteHostProps) {
  const [isOpen, setOpen] = useState(false)
  /** Each opening begins anew, also while the last one still fades. */
  const [times, setTimes] = useState(0)
  const opener = useRef<Element | null>(null)
  useShortcut('palette', () => {
    opener.current = document.activeElement
    setTimes(times + 1)
    setOpen(true)
  })
  useVisits()
  return <Palette open={isOpen} times={times} opener={opener} session={session} useItems={useItems} onClose={() => setOpen(false)} />
}

function useVisits(): void {
  const [path] = useLocation()
  const channel = useChannels().data?.find((one) => path === channelPath(one) || path.startsWith(`${channelPath(one)}/`))
  const id = channel?.id
  useEffect(() => {
    if (id !== undefined) rememberVisit(id)
  }, [id])
}
