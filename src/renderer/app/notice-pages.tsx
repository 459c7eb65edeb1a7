/** Pages that stand alone when the app cannot: refused, broken, starting. */
import type { ReactNode } from 'react'
import type { FallbackProps } from 'react-error-boundary'
import { Button } from '#renderer/ui/button.tsx'
import { Logo } from '#renderer/ui/logo.tsx'

export function NoticePage({ title, text, children }: { title: string; text: ReactNode; children?: ReactNode }) {
  return (
    <main className="notice">
      <Logo size="large" />
      <h1 className="notice__title">{title}</h1>
      <p className="notice__text">{text}</p>
      {children !== undefined && <div className="notice__row">{children}</div>}
    </main>
  )
}

export function RefusedPage() {
  return (
    <NoticePage
      title="This window is not connected"
      text={
        <>
          Its key is missing or no longer valid. Run <code>hookline open</code> in a terminal and open the address that it prints. Messages that were not sent yet wait in this tab.
        </>
      }
    />
  )
}

export function BrokenPage({ error, resetErrorBoundary }: FallbackProps) {
  return (
    <NoticePage title="This page broke" text="A fault in Hookline stopped it. Your messages are safe. Go back and try again; if it breaks again, please report the text below.">
      <pre className="notice__detail">{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</pre>
      <Button kind="primary" onClick={resetErrorBoundary}>
        Show it again
      </Button>
      <Button onClick={() => location.reload()}>Reload the window</Button>
    </NoticePage>
  )
}
