/** The whole window: what must be true before a page can be shown, then the page. */
import './app.css'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { FirstRunPage } from '#renderer/features/first-run/index.ts'
import { JoinPage } from '#renderer/features/team/index.ts'
import { useConnection } from '#renderer/lib/data/connection.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { openJoining, useJoining } from '#renderer/lib/screen/joining.ts'
import { useSession } from '#renderer/lib/data/queries.ts'
import { useLate } from '#renderer/lib/look/use-late.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ToastProvider } from '#renderer/ui/toast.tsx'
import { currentDirection, t } from '#renderer/text/i18n.ts'
import { PersonPictures } from '#renderer/widgets/avatar/person-pictures.tsx'
import { BrokenPage, NoticePage, RefusedPage } from './notice-pages.tsx'
import { Shell } from './shell.tsx'

export function App({ cache }: { cache: QueryClient }) {
  return (
    <ErrorBoundary FallbackComponent={BrokenPage}>
      <QueryClientProvider client={cache}>
        <DirectionProvider direction={currentDirection()}>
          <Router hook={useHashLocation}>
            <ToastProvider>
              <Gate />
            </ToastProvider>
          </Router>
        </DirectionProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  )
}

/** Longer than a start on a slow disk takes. */
const START_LATE_MS = 2000

function Gate() {
  const refused = useConnection(({ state }) => state === 'refused')
  const session = useSession()
  const isJoining = useJoining(({ open }) => open)
  const late = useLate(session.isPending, START_LATE_MS)
  if (refused) return <RefusedPage />
  if (session.data !== undefined && isJoining)
    return (
      <Suspense>
        <JoinPage me={session.data.me} />
      </Suspense>
    )
  if (session.data !== undefined)
    return session.data.workspace.greeted ? (
      <PersonPictures>
        <Shell session={session.data} />
      </PersonPictures>
    ) : (
      <FirstRunPage onJoin={() => openJoining()} />
    )
  if (session.isError)
    return (
      <NoticePage title={t('app:noAnswer')} text={toErrorBody(session.error).message}>
        <Button kind="primary" busy={session.isFetching} onClick={() => void session.refetch()}>
          {t('common:tryAgain')}
        </Button>
      </NoticePage>
    )
  return late ? <NoticePage title={t('app:starting')} text={t('app:startingText')} /> : null
}
