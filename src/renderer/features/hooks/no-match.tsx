/** Stands in the place of a list in which a search found nothing. */
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { t } from '#renderer/text/i18n.ts'

export function NoMatch({ title, text, onShowAll }: { title: ReactNode; text: string; onShowAll: () => void }) {
  return (
    <div className="centre">
      <Empty icon={Search} title={title} text={text}>
        <Button size="small" onClick={onShowAll}>
          {t('hooks:showAll')}
        </Button>
      </Empty>
    </div>
  )
}
