/** Before anything is asked: what can be asked, and what was asked before in this window. */
import { Clock, MessageSquareText } from 'lucide-react'
import { useState } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { forgetSearches, listRecent } from './recent.ts'

export function Blank({ showsRecent, onChange }: { showsRecent: boolean; onChange: (text: string) => void }) {
  // Drawn anew whenever the field is emptied.
  const [recent, setRecent] = useState(listRecent)
  if (!showsRecent || recent.length === 0)
    return (
      <div className="centre">
        <Empty icon={MessageSquareText} title={t('search:blank')} text={t('search:blankText')} />
      </div>
    )
  const handleForget = (): void => {
    forgetSearches()
    setRecent([])
  }
  return (
    <section className="recent" aria-label={t('search:recent')}>
      <div className="recent__head">
        <h2 className="recent__title grow">{t('search:recent')}</h2>
        <Button kind="quiet" size="small" onClick={handleForget}>
          {t('search:forget')}
        </Button>
      </div>
      <ul className="recent__list">
        {recent.map((query) => (
          <li key={query}>
            <button type="button" className="recent__row" onClick={() => onChange(query)}>
              <Clock className="icon icon--14" />
              <bdi className="clip">{query}</bdi>
            </button>
          </li>
        ))}
      </ul>
      <p className="recent__hint">{t('search:blankText')}</p>
    </section>
  )
}
