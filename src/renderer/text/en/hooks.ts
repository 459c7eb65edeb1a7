/** Words of the area "hooks". */
export const hooks = {} as const
