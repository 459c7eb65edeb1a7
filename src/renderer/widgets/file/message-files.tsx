/** The files of a message: pictures first, side by side, then texts and cards in the order in which they were sent. */
import './file.css'
import type { File as SentFile } from '#shared/contract/file.ts'
import type { Message } from '#shared/contract/message.ts'
import { t } from '#renderer/text/i18n.ts'
import { FileCard } from './file-card.tsx'
import { isPicture } from './picture-size.ts'
import { PictureTile } from './picture-tile.tsx'
import { TextFile } from './text-file.tsx'
import { isShownAsText } from './use-file-text.ts'

export function MessageFiles({ message }: { message: Pick<Message, 'files'> }) {
  if (message.files.length === 0) return null
  const pictures = message.files.filter(isPicture)
  return (
    <div className="files" role="group" aria-label={t('files:ofMessage')}>
      {pictures.length > 0 && <Pictures pictures={pictures} />}
      {message.files
        .filter((file) => !isPicture(file))
        .map((file) => (isShownAsText(file) ? <TextFile key={file.id} file={file} /> : <FileCard key={file.id} file={file} />))}
    </div>
  )
}

function Pictures({ pictures }: { pictures: readonly SentFile[] }) {
  if (pictures.length === 1) return <PictureTile pictures={pictures} index={0} shape="whole" />
  return (
    // Two or four look better as pairs than with one left over.
    <div className={pictures.length === 2 || pictures.length === 4 ? 'tiles tiles--pairs' : 'tiles'}>
      {pictures.map((file, index) => (
        <PictureTile key={file.id} pictures={pictures} index={index} shape="cell" />
      ))}
    </div>
  )
}
