/** Words of the area "message". */
export const message = {} as const
