import { fieldsOf, arrayOf, textOf } from '../readers/values.ts';

/** The attributes of an OTLP record by name; lists and maps are left out. */
export type Attributes = Readonly<Record<string, unknown>>;

/** By the specification, integers are strings; exporters written in JavaScript send numbers. */
export function attributesOf(list: unknown): Attributes {
  return Object.fromEntries(
    arrayOf(list).map((one) => {
      const { key, value } = fieldsOf(one);
      // Only texts have names: written as text, lists nested without end would run out of stack.
      const { stringValue, intValue, doubleValue, boolValue } = fieldsOf(value);
      return [textOf(key), scalarOf(stringValue ?? intValue ?? doubleValue ?? boolValue)];
    }),
  );
}

function scalarOf(value: unknown): string | number | boolean | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
