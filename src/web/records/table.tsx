import type { ComponentChildren } from 'preact';

/** Rows under named columns; on a phone a list, in which each cell says its column (`data-label`). */
export function Table({ columns, children }: { columns: readonly string[]; children: ComponentChildren }) {
  return (
    <div class="table-box">
      <table class="table table-stack">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** The way to the next page, where there is one. */
export function Older({ href, text }: { href: string | undefined; text: string }) {
  if (href === undefined) return null;
  return (
    <p>
      <a href={href}>{text}</a>
    </p>
  );
}
