/** Where other computers post to, the certificate that they see there, and a line to try it with. */
import { Fragment, useRef, type ReactNode } from 'react'
import type { LanCertificateView, LanStatus } from '#shared/contract/listener.ts'
import { formatDate } from '#renderer/lib/format/format-time.ts'
import { t } from '#renderer/text/i18n.ts'
import { CopyIconButton } from '#renderer/ui/copy-button.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

const SOON_MS = 21 * 24 * 3600_000

export function LanRows({ lan }: { lan: LanStatus | undefined }) {
  if (lan?.state !== 'listening' || lan.certificate === null) return null
  // A name stays when the address changes; the first address works without anybody who knows names.
  const { certificate } = lan
  const named = certificate.kind === 'given' ? [] : lan.names.filter((name) => name.endsWith('.local')).map((name) => `https://${name}:${lan.port}`)
  return (
    <>
      <CopyRow name="reach.urls" label={t('settings:reach.urls')} hint={t('settings:reach.urlsHint', { way: t('network:base.network') })} copy={t('settings:reach.copyUrl')} text={lan.urls[0] ?? ''} shown={[...lan.urls, ...named].join('\n')} />
      <CopyRow name="reach.fingerprint" label={t('settings:reach.fingerprint')} hint={describe(certificate)} copy={t('settings:reach.copyFingerprint')} text={certificate.fingerprint} shown={breakable(certificate.fingerprint)} />
      <CopyRow name="reach.curl" label={t('settings:reach.curl')} hint={t('settings:reach.curlHint')} copy={t('settings:reach.copyCurl')} text={buildCurl(certificate.pin, lan.urls[0] ?? '')} />
    </>
  )
}

function describe({ kind, expiresAt }: LanCertificateView): string {
  const date = formatDate(expiresAt)
  if (kind === 'own') return t('settings:reach.certificateOwn', { date })
  return expiresAt - Date.now() < SOON_MS ? t('settings:reach.certificateEnding', { date }) : t('settings:reach.certificateGiven', { date })
}

function CopyRow({ name, label, hint, copy, text, shown = text }: { name: string; label: string; hint: string; copy: string; text: string; shown?: ReactNode }) {
  const code = useRef<HTMLElement>(null)
  return (
    <SettingRow name={name} label={label} hint={hint} wide>
      <code className="reach__value" ref={code}>
        {shown}
      </code>
      <CopyIconButton label={copy} text={text} shownIn={code} />
    </SettingRow>
  )
}

/** Lines end between bytes, never within one. */
function breakable(fingerprint: string): ReactNode {
  return fingerprint.split(/(?<=:)/).map((byte, index) => (
    <Fragment key={index}>
      {byte}
      <wbr />
    </Fragment>
  ))
}

/** A command, in no language of people. */
const buildCurl = (pin: string, url: string): string => ['curl', '-k', '--pinnedpubkey', `'sha256//${pin}'`, '-d', `'{"text": "Hello"}'`, `${url}/…`].join(' ')
