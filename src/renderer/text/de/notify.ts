/** Words of the area "notify". */
export const notify = {} as const
