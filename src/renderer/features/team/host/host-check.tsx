/** What a check of hosting knows, line by line, and what nobody can see from here. */
import { Check, CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { sayRefusal, t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { HostCheckQuery } from './use-host-check.ts'

export interface HostCheckProps {
  check: HostCheckQuery
  /** The name that was typed; null for none. */
  name: string | null
  onLook: () => void
}

const icons = { ok: Check, bad: CircleAlert, open: Info } as const

export function HostCheck({ check, name, onLook }: HostCheckProps) {
  const { data, error, isFetching } = check
  return (
    <section className="hostcheck" aria-label={t('team:check.title')} aria-busy={isFetching}>
      <div className="hostcheck__head">
        <h3 className="label">{t('team:check.title')}</h3>
        <Button size="small" kind="quiet" busy={isFetching} onClick={onLook}>
          {t('team:check.again')}
        </Button>
      </div>
      <div role="status">
        <ul>
          {error !== null && <Line state="bad">{toErrorBody(error).message}</Line>}
          {data !== undefined && error === null && (
            <>
              <Line state={data.problem === null ? 'ok' : 'bad'}>{data.problem === null ? t('team:check.listens', { port: data.port }) : sayRefusal(data.problem)}</Line>
              {name !== null && data.isOwnAddress !== null && <Line state={data.isOwnAddress ? 'ok' : 'bad'}>{data.isOwnAddress ? t('team:check.own', { name }) : t('team:check.notOwn', { name })}</Line>}
              {name !== null && data.isOwnAddress === null && <Line state="open">{t('team:check.unknownName', { name })}</Line>}
              <Line state="ok">{t('team:check.certificate')}</Line>
            </>
          )}
          <Line state="open">{t('team:check.firewall')}</Line>
        </ul>
      </div>
    </section>
  )
}

function Line({ state, children }: { state: keyof typeof icons; children: ReactNode }) {
  const Icon = icons[state]
  return (
    <li className={`hostcheck__line hostcheck__line--${state}`}>
      <Icon className="icon" />
      <span>{children}</span>
    </li>
  )
}
