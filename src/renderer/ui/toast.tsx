/** Short notes that come from anywhere: `toast({...})` shows one, `ToastProvider` holds them (once, around the app). */
import './toast.css'
import { useDirection } from '@base-ui/react/direction-provider'
import { Toast as Base } from '@base-ui/react/toast'
import { CircleCheck, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { buttonClass } from './button.tsx'
import { IconButton } from './icon-button.tsx'

export interface ToastOptions {
  tone: 'ok' | 'bad'
  text: ReactNode
  action?: { label: string; onSelect: () => void }
  /** Only says that something small was done: gone after two seconds, and nothing that one presses meanwhile. */
  brief?: boolean
}

const manager = Base.createToastManager()

const BRIEF_MS = 2000
const USUAL_MS = 5000

/** Failures stay until they are closed; the rest goes by itself. What is said again is shown once, for its time anew. */
export function toast({ tone, text, action, brief = false }: ToastOptions): void {
  manager.add({
    ...(typeof text === 'string' && !action ? { id: `${tone} ${text}` } : {}),
    description: text,
    type: brief ? 'brief' : tone,
    timeout: tone === 'bad' ? 0 : brief ? BRIEF_MS : USUAL_MS,
    priority: tone === 'bad' ? 'high' : 'low',
    actionProps: action && { children: action.label, onClick: action.onSelect },
  })
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="toasts" aria-label={t('common:toasts')}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const { toasts } = Base.useToastManager()
  const out = useDirection() === 'rtl' ? 'left' : 'right'
  return toasts.map((item) => (
    <Base.Root key={item.id} toast={item} className="toast" aria-label={t('common:toasts')} swipeDirection={out}>
      <Base.Content className="toast__in">
        {item.type === 'bad' ? <TriangleAlert className="icon toast__icon--bad" /> : <CircleCheck className="icon toast__icon--ok" />}
        <Base.Description className="toast__text" />
        {item.actionProps && <Base.Action className={buttonClass({ size: 'small' })} />}
        {item.type !== 'brief' && (
          <Base.Close render={<IconButton label={t('common:close')} size="small" />}>
            <X className="icon icon--14" />
          </Base.Close>
        )}
      </Base.Content>
    </Base.Root>
  ))
}
