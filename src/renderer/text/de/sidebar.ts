/** Words of the area "sidebar". */
export const sidebar = {} as const
