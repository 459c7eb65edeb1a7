/** Words of the area "people". */
export const people = {} as const
