/** What is compared between devices: where the host is, the fingerprint of its certificate, and the code that is the same on all devices. */
import { useRef } from 'react'
import type { TeamStatus } from '#shared/contract/team.ts'
import { t } from '#renderer/text/i18n.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

export function AddressRow({ addresses }: { addresses: readonly string[] }) {
  const shown = useRef<HTMLElement>(null)
  if (addresses.length === 0) return null
  return (
    <SettingRow name="team.addresses" label={t('team:addresses')} wide>
      <code className="setting__value grow" ref={shown}>
        {addresses.join(' · ')}
      </code>
      <CopyButton label={t('team:copyAddress')} text={addresses[0]!} shownIn={shown} size="small" />
    </SettingRow>
  )
}

/** Nothing of it is a secret. */
export function ProofRows({ status: { fingerprint, code } }: { status: TeamStatus }) {
  return (
    <>
      {fingerprint !== '' && (
        <SettingRow name="team.fingerprint" label={t('team:fingerprint')} hint={t('team:fingerprintHint')} wide>
          <code className="team-digits">{fingerprint}</code>
        </SettingRow>
      )}
      {code !== '' && (
        <SettingRow name="team.code" label={t('team:code')} hint={t('team:codeHint')} wide>
          <code className="team-digits">{code}</code>
        </SettingRow>
      )}
    </>
  )
}
