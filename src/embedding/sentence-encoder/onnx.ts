/**
 * Writes ONNX models (protobuf wire format of onnx.proto3, opset 17): just the messages and field numbers
 * that a graph of float and int64 tensors needs. https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */

const IR_VERSION = 8;
const OPSET = 17;
const FLOAT = 1;
const INT64 = 7;

/** An encoded field, in parts: large tensors are copied once only, when the model is finished. */
type Field = readonly Uint8Array[];
type Dimension = number | string;

const sizeOf = (field: Field) => field.reduce((size, part) => size + part.length, 0);

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}
const int = (field: number, value: number | bigint): Field => [varint(field * 8), varint(value)];
const bytes = (field: number, ...value: Uint8Array[]): Field => [
  varint(field * 8 + 2),
  varint(sizeOf(value)),
  ...value,
];
const string = (field: number, value: string): Field => bytes(field, Buffer.from(value));
const message = (field: number, ...fields: Field[]): Field => bytes(field, ...fields.flat());
const float = (field: number, value: number): Field => [varint(field * 8 + 5), floatBytes([value])];

/** An operator's attribute: an integer, a list of integers, or `{ float }`. */
export type Attribute = number | readonly number[] | { float: number };

function attribute(name: string, value: Attribute): Field {
  if (typeof value === 'number') return message(5, string(1, name), int(3, value), int(20, 2));
  if ('float' in value) return message(5, string(1, name), float(2, value.float), int(20, 1));
  return message(5, string(1, name), ...value.map((item) => int(8, item)), int(20, 7));
}

function tensor(name: string, type: number, shape: readonly number[], raw: Uint8Array): Field {
  return message(5, ...shape.map((size) => int(1, size)), int(2, type), string(8, name), bytes(9, raw));
}

function valueInfo(field: number, name: string, type: number, shape: readonly Dimension[]): Field {
  const dimensions = shape.map((size) =>
    message(1, typeof size === 'string' ? string(2, size) : int(1, size)),
  );
  return message(field, string(1, name), message(2, message(1, int(1, type), message(2, ...dimensions))));
}

/** Little-endian bytes of float32 numbers, as ONNX stores them. */
function floatBytes(values: ArrayLike<number>): Buffer {
  const raw = Buffer.alloc(values.length * 4);
  for (let i = 0; i < values.length; i++) raw.writeFloatLE(values[i] ?? 0, i * 4);
  return raw;
}

/** Builds one ONNX graph. Every method that makes a value returns the value's name. */
export interface GraphBuilder {
  /** An int64 input. */
  input(name: string, shape: readonly Dimension[]): string;
  /** A float32 constant from raw little-endian bytes. */
  weight(name: string, shape: readonly number[], raw: Uint8Array): string;
  floats(values: ArrayLike<number>, shape: readonly number[]): string;
  ints(values: readonly number[]): string;
  op(type: string, inputs: readonly string[], attributes?: Record<string, Attribute>): string;
  /** An operator with several outputs. */
  ops(
    type: string,
    inputs: readonly string[],
    outputs: number,
    attributes?: Record<string, Attribute>,
  ): string[];
  /** The whole model, with `value` renamed to `name` as its one output; in memory that threads can share. */
  finish(value: string, name: string, shape: readonly Dimension[]): Uint8Array<SharedArrayBuffer>;
}

export function createGraphBuilder(): GraphBuilder {
  const nodes: Field[] = [];
  const constants: Field[] = [];
  const inputs: Field[] = [];
  let count = 0;
  const fresh = () => `v${count++}`;

  const builder: GraphBuilder = {
    input(name, shape) {
      inputs.push(valueInfo(11, name, INT64, shape));
      return name;
    },
    weight(name, shape, raw) {
      constants.push(tensor(name, FLOAT, shape, raw));
      return name;
    },
    floats: (values, shape) => builder.weight(fresh(), shape, floatBytes(values)),
    ints(values) {
      const name = fresh();
      const raw = Buffer.alloc(values.length * 8);
      values.forEach((value, i) => {
        raw.writeBigInt64LE(BigInt(value), i * 8);
      });
      constants.push(tensor(name, INT64, [values.length], raw));
      return name;
    },
    op: (type, from, attributes = {}) => builder.ops(type, from, 1, attributes)[0] ?? '',
    ops(type, from, outputs, attributes = {}) {
      const names = Array.from({ length: outputs }, fresh);
      nodes.push(
        message(
          1,
          ...from.map((name) => string(1, name)),
          ...names.map((name) => string(2, name)),
          string(4, type),
          ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
        ),
      );
      return names;
    },
    finish(value, name, shape) {
      nodes.push(message(1, string(1, value), string(2, name), string(4, 'Identity')));
      const graph = message(
        7,
        ...nodes,
        string(2, 'graph'),
        ...constants,
        ...inputs,
        valueInfo(12, name, FLOAT, shape),
      );
      const parts = [...int(1, IR_VERSION), ...graph, ...message(8, string(1, ''), int(2, OPSET))];
      const model = new Uint8Array(new SharedArrayBuffer(sizeOf(parts)));
      let offset = 0;
      for (const part of parts) {
        model.set(part, offset);
        offset += part.length;
      }
      return model;
    },
  };
  return builder;
}
