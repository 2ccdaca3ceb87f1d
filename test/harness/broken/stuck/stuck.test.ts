describe('a suite in which everything hangs', () => {
  const hang = () => new Promise<void>(() => {});
  it('hangs', hang);
  it('hangs too', hang);
  it('would hang', hang);
  it.skip('is skipped', hang);
});
