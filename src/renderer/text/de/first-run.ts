/** Words of the area "first-run". */
export const firstRun = {} as const
