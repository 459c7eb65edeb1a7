/** Words of the area "thread". */
export const thread = {} as const
