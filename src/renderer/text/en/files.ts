/** Words of the area "files". */
export const files = {
  tooLarge: 'This file has {{size}}; files of up to {{limit}} can be sent here.',
  unreadable: 'This file cannot be read. It may be a folder, or it was changed or moved since you chose it.',
  unnamed: 'file',
} as const
