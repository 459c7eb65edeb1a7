/** The head of the column in which rows have their buttons: said, not shown. */
import { t } from '#renderer/text/i18n.ts'

export function ActionsHead() {
  return (
    <th>
      <span className="only-spoken">{t('hooks:actions')}</span>
    </th>
  )
}
