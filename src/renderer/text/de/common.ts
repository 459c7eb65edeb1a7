/** Words of the area "common". */
export const common = {} as const
