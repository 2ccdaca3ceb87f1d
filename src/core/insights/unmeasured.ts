/** Ids of the evidence that says that nothing was measured. A plan that rests on `work` alone is a starter plan. */
export const unmeasured = { work: 'none:work', learning: 'none:learning', reflection: 'none:reflection' } as const;
