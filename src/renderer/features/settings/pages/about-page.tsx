/** Which Hookline this is, what it is made of, and what its encryption is: none yet. */
import { LockOpen } from 'lucide-react'
import type { Session } from '#shared/contract/rpc/session.ts'
import { t } from '#renderer/text/i18n.ts'
import { Logo } from '#renderer/ui/logo.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { licences } from './licences.ts'

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
      <div className="card about__honest">
        <LockOpen className="icon" />
        <div>
          <p className="strong">{t('settings:about.notEncrypted')}</p>
          <p className="soft">{t('settings:about.notEncryptedText')}</p>
        </div>
      </div>
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
      </section>
    </>
  )
}
