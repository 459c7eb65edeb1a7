/** What stands on the page "Catch up" while the first messages of an entry come, or when they did not. */
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { MessageBones } from '#renderer/widgets/message/message-bones.tsx'

export interface PreviewStateProps {
  page: { readonly isError: boolean; readonly isFetching: boolean; readonly error: unknown; refetch(): Promise<unknown> }
}

/** For a query without data. */
export function PreviewState({ page }: PreviewStateProps) {
  if (!page.isError) {
    return (
      <div aria-busy="true">
        <MessageBones name="120px" lines={['52%']} />
      </div>
    )
  }
  return (
    <p className="catch__problem" role="alert">
      <span className="soft">{toErrorBody(page.error).message}</span>
      <Button size="small" busy={page.isFetching} onClick={() => void page.refetch()}>
        {t('common:tryAgain')}
      </Button>
    </p>
  )
}
