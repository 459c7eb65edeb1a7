/** The workspace: its name, its limits, and who is in it with which role. */
import type { ReactNode } from 'react'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { workspaceNameSchema } from '#shared/contract/workspace.ts'
import { can } from '#shared/core/permissions.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { useSettings } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { SettingNumber } from '../parts/setting-rows.tsx'
import { TextRow } from '#renderer/widgets/setting/text-row.tsx'
import { PeopleGroup } from './people-group.tsx'

const MEBIBYTE = 1024 * 1024

interface PeopleParts {
  besideRole(person: Person): ReactNode
  belowPerson(person: Person): ReactNode
  readonly belowPeople: ReactNode
}

export function WorkspacePage({ session, parts }: { session: Session; parts: PeopleParts }) {
  const { workspace, me, may } = session
  return (
    <>
      <SettingGroup title={t('settings:workspace.about')}>
        {can('workspace.change', me, {}) ? (
          <TextRow
            name="workspace.name"
            label={t('settings:workspace.name')}
            value={workspace.name}
            maxLength={64}
            check={(text) => (workspaceNameSchema.safeParse(text).success ? undefined : t('settings:workspace.nameNeeded'))}
            onSave={(name) => rpc.workspace.rename({ name })}
          />
        ) : (
          <SettingRow name="workspace.name" label={t('settings:workspace.name')}>
            <bdi className="setting__value">{workspace.name}</bdi>
          </SettingRow>
        )}
      </SettingGroup>
      {may.changeSettings && <Limits />}
      <PeopleGroup session={session} parts={parts} />
      {parts.belowPeople}
    </>
  )
}

function Limits() {
  return (
    <LoadGate query={useSettings()}>
      {(settings) => (
        <SettingGroup title={t('settings:workspace.limits')}>
          <SettingNumber name="messages.maxLength" settings={settings} label={t('settings:workspace.maxLength')} hint={t('settings:workspace.maxLengthHint')} unit={t('settings:characters')} />
          <SettingNumber name="files.maxBytes" settings={settings} label={t('settings:workspace.maxBytes')} hint={t('settings:workspace.maxBytesHint')} unit="MiB" factor={MEBIBYTE} />
        </SettingGroup>
      )}
    </LoadGate>
  )
}
