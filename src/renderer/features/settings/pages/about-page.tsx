/** Which Hookline this is, what it is made of, and what of this workspace is encrypted. */
import { HardDrive, LockKeyhole } from 'lucide-react'
import type { Session } from '#shared/contract/rpc/session.ts'
import { useTeam } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'
import { Logo } from '#renderer/ui/logo.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { licences } from './licences.ts'
import { Notices } from './notices.tsx'

const documents = [
  ['readme', 'README.md'],
  ['tour', 'docs/try-it.md'],
  ['hooks', 'docs/hooks.md'],
  ['security', 'docs/security.md'],
  ['changes', 'CHANGELOG.md'],
] as const

export function AboutPage({ session }: { session: Session }) {
  return (
    <>
      <div className="about">
        <Logo size="large" />
        <div>
          <p className="about__name">Hookline</p>
          <p className="soft num">{t('settings:about.version', { version: session.version })}</p>
        </div>
      </div>
      <Encryption />
      <SettingGroup title={t('settings:about.documents')} lead={t('settings:about.documentsLead')}>
        {documents.map(([name, path]) => (
          <SettingRow key={name} name={`about.${name}`} label={t(`settings:about.document.${name}`)}>
            <code className="setting__value">{path}</code>
          </SettingRow>
        ))}
      </SettingGroup>
      <section className="settings-group">
        <h2 className="settings-group__title">{t('settings:about.licences')}</h2>
        <p className="settings-group__lead">{t('settings:about.licencesLead')}</p>
        <div className="card settings-group__rows">
          <ul className="licences" tabIndex={0} aria-label={t('settings:about.licences')}>
            {licences.map(([name, licence]) => (
              <li className="licences__row" key={name}>
                <bdi className="clip">{name}</bdi>
                <span className="faint">{licence}</span>
              </li>
            ))}
          </ul>
        </div>
        <Notices />
      </section>
    </>
  )
}

/** Nothing before it is known which of the two is true. */
function Encryption() {
  const status = useTeam().data
  if (status === undefined) return null
  const isAlone = status.mode === 'alone'
  const Icon = isAlone ? HardDrive : LockKeyhole
  return (
    <div className="card about__honest">
      <Icon className="icon" />
      <div>
        <p className="strong">{isAlone ? t('settings:about.alone') : t('settings:about.sealed')}</p>
        <p className="soft">{isAlone ? t('settings:about.aloneText') : t('settings:about.sealedText')}</p>
      </div>
    </div>
  )
}
