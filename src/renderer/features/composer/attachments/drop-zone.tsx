/** Files can be dropped anywhere on the pane that the composer belongs to; while one is held over it, the pane says so. */
import { Upload } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import type { PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { t } from '#renderer/text/i18n.ts'
import { sayBad } from '../notes.ts'
import { attachFiles, readDrop } from './attach-files.ts'

export interface DropZoneProps {
  placeKey: PlaceKey
  /** Something inside the pane. */
  inside: RefObject<HTMLElement | null>
  /** "Message #town-square": where the files will go. */
  placeholder: string
  onDropped: () => void
}

export function DropZone({ placeKey, inside, placeholder, onDropped }: DropZoneProps) {
  const [pane, setPane] = useState<HTMLElement | null>(null)
  const dropped = useRef(onDropped)
  useEffect(() => void (dropped.current = onDropped))
  const isOver = useDrop(pane, (transfer) => {
    const { files, hadFolder } = readDrop(transfer)
    attachFiles(placeKey, files)
    if (hadFolder) sayBad(placeKey, t('composer:note.noFolders'))
    dropped.current()
  })
  useEffect(() => keepWindow(), [])
  useEffect(() => setPane(inside.current?.closest<HTMLElement>('.pane, .panel') ?? null), [inside])
  if (!isOver || pane === null) return null
  return createPortal(
    <div className="drop">
      <Upload className="icon icon--28" />
      <b>{t('composer:files.drop')}</b>
      <span>{placeholder}</span>
    </div>,
    pane,
  )
}

/** A file that is dropped beside the pane would be opened by the browser instead of this window. */
function keepWindow(): () => void {
  const refuse = (event: DragEvent): void => {
    if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  const stop = new AbortController()
  for (const name of ['dragover', 'drop'] as const) window.addEventListener(name, refuse, { signal: stop.signal })
  return () => stop.abort()
}

/** Whether files are held over the element. */
function useDrop(element: HTMLElement | null, onDrop: (transfer: DataTransfer) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  const latest = useRef(onDrop)
  useEffect(() => void (latest.current = onDrop))
  useEffect(() => {
    if (element === null) return
    const stop = new AbortController()
    const listen = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', handle: (event: DragEvent, transfer: DataTransfer) => void): void =>
      element.addEventListener(name, (event) => event.dataTransfer?.types.includes('Files') && handle(event, event.dataTransfer), { signal: stop.signal })
    listen('dragenter', () => setIsOver(true))
    listen('dragover', (event, transfer) => {
      event.preventDefault()
      transfer.dropEffect = 'copy'
    })
    // Also told when it moves onto something inside.
    listen('dragleave', (event) => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) setIsOver(false)
    })
    listen('drop', (event, transfer) => {
      event.preventDefault()
      setIsOver(false)
      latest.current(transfer)
    })
    return () => stop.abort()
  }, [element])
  return isOver
}
