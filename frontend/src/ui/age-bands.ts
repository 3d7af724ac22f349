/** Age groups at death, as the statistics of child death reviews have them. */
export const ageBands = [
  { value: "d0_27", label: "0–27 days" },
  { value: "d28_364", label: "28–364 days" },
  { value: "y1_4", label: "1–4 years" },
  { value: "y5_9", label: "5–9 years" },
  { value: "y10_14", label: "10–14 years" },
  { value: "y15_17", label: "15–17 years" },
];

export const ageBandLabel = (code: string) => ageBands.find(({ value }) => value === code)?.label ?? code;
