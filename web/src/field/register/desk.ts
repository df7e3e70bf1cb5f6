// Where a record is corrected: the desk's page, which fits a phone.
export const onDesk = (noun: "dwellings" | "residents" | "organisations", id: string): string =>
  `/desk/register/${noun}/${id}`;
