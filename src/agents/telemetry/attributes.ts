import { fieldsOf, arrayOf } from '../readers/values.ts';

/** The attributes of an OTLP record by name; lists and maps are left out. */
export type Attributes = Readonly<Record<string, unknown>>;

/** By the specification, integers are strings; exporters written in JavaScript send numbers. */
export function attributesOf(list: unknown): Attributes {
  return Object.fromEntries(
    arrayOf(list).map((one) => {
      const { key, value } = fieldsOf(one);
      const { stringValue, intValue, doubleValue, boolValue } = fieldsOf(value);
      return [String(key), stringValue ?? intValue ?? doubleValue ?? boolValue];
    }),
  );
}
