/** Words of the area "files". */
export const files = {} as const
