/** Headers and query of a request as they came; values of secrets are not kept. */
import { hiddenValue, type CapturedRequest, type Pair } from '#shared/contract/captured-request.ts'
import { t } from '#renderer/text/i18n.ts'

export function HeaderList({ request }: { request: CapturedRequest }) {
  return (
    <>
      <Pairs pairs={request.headers} />
      {request.query.length > 0 && (
        <>
          <h4 className="headerlist__title">{t('inspector:query')}</h4>
          <Pairs pairs={request.query} />
        </>
      )}
      <p className="card__foot faint headerlist__note">{t('inspector:hiddenNote')}</p>
    </>
  )
}

function Pairs({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <dl className="headerlist" dir="ltr">
      {pairs.map(([name, value], index) => (
        <div key={index} className="headerlist__row">
          <dt>{name}</dt>
          <dd>{value === hiddenValue ? <i className="faint">{t('inspector:hidden')}</i> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
