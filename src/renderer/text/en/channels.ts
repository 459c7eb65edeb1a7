/** Words of the area "channels". */
export const channels = {} as const
