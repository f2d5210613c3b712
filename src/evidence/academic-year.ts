/** The first day of the academic year that a day lies in: 1 September (product.md of the field: to 31 August). */
export function academicYearStart(day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= '09-01' ? year : year - 1}-09-01`;
}
