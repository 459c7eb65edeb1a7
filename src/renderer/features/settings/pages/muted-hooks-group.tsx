/** The webhooks that I muted, each with a way to hear it again; nothing while there are none. */
import { useQueryClient } from '@tanstack/react-query'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { toggleHookMute, useMutedHooks } from '#renderer/widgets/muted-hook/mute-hook.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

export function MutedHooksGroup() {
  const cache = useQueryClient()
  const { data = [] } = useMutedHooks()
  if (data.length === 0) return null
  return (
    <SettingGroup title={t('settings:notify.mutedHooks')} lead={t('settings:notify.mutedHooksLead')}>
      {data.map((hook) => (
        <SettingRow key={hook.id} name={`muted-${hook.id}`} label={hook.name} hint={`@${hook.owner}`}>
          <Button size="small" aria-label={t('settings:notify.unmuteHook', { name: hook.name })} onClick={() => void toggleHookMute(cache, hook)}>
            {t('settings:notify.unmute')}
          </Button>
        </SettingRow>
      ))}
    </SettingGroup>
  )
}
