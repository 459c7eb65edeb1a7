/** My picture: chosen from this device, cropped to a square, or taken away. */
import { Trash2, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { sendFile } from '#renderer/lib/files/send-file.ts'
import { updateProfile } from '#renderer/lib/data/update-profile.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { forgetProblem, save } from '#renderer/widgets/setting/save-state.ts'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { CropDialog } from './crop-dialog.tsx'

const NAME = 'profile.picture'

export function PictureRow({ me }: { me: Person }) {
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const handleChoose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    forgetProblem(NAME)
    try {
      setBitmap(await createImageBitmap(file, { imageOrientation: 'from-image' }))
      setProblem(undefined)
    } catch {
      setProblem(t('settings:profile.notAPicture'))
    }
  }
  const handleClose = (): void => {
    bitmap?.close()
    setBitmap(null)
  }
  const handleCropped = (picture: Blob): void => {
    handleClose()
    void save(NAME, () => sendPicture(picture))
  }
  return (
    <SettingRow name={NAME} label={t('settings:profile.picture')} hint={t('settings:profile.pictureHint')} problem={problem} start={<PersonAvatar username={me.username} name={me.displayName} size={64} />}>
      <input ref={input} type="file" accept="image/png,image/jpeg,image/gif,image/webp,image/avif" hidden aria-hidden="true" onChange={(event) => void handleChoose(event.target.files?.[0]).finally(() => input.current && (input.current.value = ''))} />
      {me.pictureId !== null && (
        <Button kind="quiet" onClick={() => void save(NAME, () => updateProfile({ pictureId: null }))}>
          <Trash2 className="icon" />
          {t('settings:profile.removePicture')}
        </Button>
      )}
      <Button ref={button} onClick={() => input.current?.click()}>
        <Upload className="icon" />
        {t('settings:profile.choosePicture')}
      </Button>
      {bitmap !== null && <CropDialog bitmap={bitmap} onDone={handleCropped} onClose={handleClose} />}
    </SettingRow>
  )
}

async function sendPicture(picture: Blob): Promise<void> {
  const source = new File([picture], `picture.${picture.type.split('/')[1] ?? 'png'}`, { type: picture.type })
  const { id } = await sendFile({ source, signal: new AbortController().signal, onProgress: () => undefined, onPreview: () => undefined })
  await updateProfile({ pictureId: id })
}
