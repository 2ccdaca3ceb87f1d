/** The start and end of a working day, as `HH:MM`. */
export interface WorkHours {
  readonly from: string;
  readonly to: string;
}

const usual: WorkHours = { from: '09:00', to: '17:00' };

/** Reads working hours in words, such as `8:30 to 17:00` or `9-17`. What can't be read is 9:00 to 17:00. */
export function workHoursIn(text: string): WorkHours {
  const times = Array.from(
    text.matchAll(/\b(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?(?:m\.?)?(?![\w:])/gi),
    ([, hours, minutes = '00', half]) => {
      const hour = (Number(hours) % (half === undefined ? 24 : 12)) + (half?.toLowerCase() === 'p' ? 12 : 0);
      return Number(hours) <= 24 && Number(minutes) < 60 ? `${String(hour).padStart(2, '0')}:${minutes}` : '';
    },
  );
  const [from = '', to = ''] = times;
  return from !== '' && to > from ? { from, to } : usual;
}
