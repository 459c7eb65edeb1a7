/** Words of the area "channel". */
export const channel = {} as const
