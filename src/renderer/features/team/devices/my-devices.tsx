/** The devices on which I am in this workspace, and a link for another one. */
import { MonitorSmartphone } from 'lucide-react'
import type { Person } from '#shared/contract/person.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { useDevices } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { GroupHead } from '#renderer/widgets/setting/setting-row.tsx'
import { LinkOnce } from '../invites/link-once.tsx'
import { useAddDevice } from '../mutations.ts'
import { DeviceRows } from './device-rows.tsx'

export function MyDevices({ me, mayAdd }: { me: Person; mayAdd: boolean }) {
  const adding = useAddDevice()
  const handleAdd = (): void => adding.mutate(undefined, { onError: (error) => toast({ tone: 'bad', text: toErrorBody(error).message }) })
  return (
    <section className="settings-group">
      <GroupHead title={t('team:devices.mine')} lead={t('team:devices.mineLead')}>
        {mayAdd && (
          <Button busy={adding.isPending} onClick={handleAdd}>
            <MonitorSmartphone className="icon" />
            {t('team:devices.add')}
          </Button>
        )}
      </GroupHead>
      <LoadGate query={useDevices()}>
        {(devices) => (
          <div className="card settings-group__rows">
            <DeviceRows devices={devices.filter(({ personId }) => personId === me.id)} me={me} />
          </div>
        )}
      </LoadGate>
      {adding.data !== undefined && <LinkOnce title={t('team:devices.ready')} text={t('team:devices.readyText')} link={adding.data.link} qr={adding.data.qr} onClose={() => adding.reset()} />}
    </section>
  )
}
