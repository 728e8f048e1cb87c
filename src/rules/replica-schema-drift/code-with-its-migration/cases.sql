CREATE TABLE users (id bigint PRIMARY KEY, name text, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int);
CREATE TYPE order_state AS ENUM ('open', 'paid');

-- case: a column in an entity of TypeScript and in a query
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text; -- finding: code-with-its-migration (caution)
-- code: src/orders/order.entity.ts
--  export class Order {
-- +  giftNote: string | null;
--  }
-- code: src/orders/report.ts
-- +const rows = await db.query('SELECT id, gift_note FROM orders');

-- case: two columns of one statement are one finding, at the first that code needs
SET lock_timeout = '2s';
ALTER TABLE orders
  ADD COLUMN packed_at timestamptz,
  ADD COLUMN gift_note text, -- finding: code-with-its-migration (caution)
  ADD COLUMN gift_wrap text;
-- code: internal/orders/store.go
-- +	GiftNote string `db:"gift_note"`
-- +	GiftWrap string `db:"gift_wrap"`

-- case: one finding a file
-- file: 0001_notes.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text; -- finding: code-with-its-migration (caution)
ALTER TABLE orders ADD COLUMN gift_wrap text;
-- file: 0002_wraps.sql
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN gift_budget int; -- finding: code-with-its-migration (caution)
-- code: app/models/order.rb
-- +  validates :gift_note, :gift_wrap, presence: true
-- code: app/models/user.rb
-- +  validates :gift_budget, presence: true

-- case: a table with its model
CREATE TABLE order_items (id bigint PRIMARY KEY, order_id bigint); -- finding: code-with-its-migration (caution)
-- code: app/models/order_item.rb
-- +class OrderItem < ApplicationRecord
-- +  belongs_to :order
-- +end

-- case: a table of one word in its Prisma schema
CREATE TABLE invoices (id bigint PRIMARY KEY); -- finding: code-with-its-migration (caution)
-- code: prisma/schema.prisma
-- +model Invoice {
-- +  id BigInt @id
-- +  @@map("invoices")
-- +}

-- case: a view that a query reads
CREATE VIEW paid_orders AS SELECT id FROM orders; -- finding: code-with-its-migration (caution)
-- code: src/report.sql
-- +SELECT count(*) FROM paid_orders;

-- case: a type and a function
CREATE TYPE parcel_size AS ENUM ('s', 'm'); -- finding: code-with-its-migration (caution)
CREATE FUNCTION next_parcel(size parcel_size) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- code: src/parcels.ts
-- +await sql`SELECT next_parcel(${size}::parcel_size)`;

-- case: a value of a type, in its language's own words
ALTER TYPE order_state ADD VALUE 'returned'; -- finding: code-with-its-migration (caution), enum-value-added (note)
-- code: src/OrderState.kt
--  enum class OrderState(val text: String) {
-- +  RETURNED("returned"),

-- case: a common word in the table's model
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN status text; -- finding: code-with-its-migration (caution)
-- code: src/orders/order.entity.ts
-- +  status: string;

-- case: a common word behind a row, and in SQL
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text; -- finding: code-with-its-migration (caution)
-- code: lib/mail.rb
-- +  deliver(order.note)

-- case: a common word in a query on several lines
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text; -- finding: code-with-its-migration (caution)
-- code: src/export.py
-- +    rows = db.execute("""
-- +        SELECT id,
-- +               note
-- +        FROM orders
-- +    """)

-- case: a name that another table has too, near its own table
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN email text; -- finding: code-with-its-migration (caution)
-- code: src/checkout.ts
-- +await prisma.order.update({ where: { id }, data: { email: order.email } });

-- case: a name in quotes that keeps its case
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN "giftNote" text; -- finding: code-with-its-migration (caution)
-- code: src/orders.ts
-- +  @Column() giftNote: string;

-- case: only code
SELECT 1;
-- code: src/orders/order.entity.ts
-- +  giftNote: string | null;

-- case: code about something else
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text;
-- code: src/orders/order.entity.ts
-- +  wrapping: string | null;

-- case: a common word where nothing speaks of the table
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN status text;
-- code: src/http/health.ts
-- +  res.status(200).json({ status: 'ok' });

-- case: a common word as the name of a call next to its table
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN status text;
-- code: src/orders/orders.controller.ts
--  const order = await this.orders.find(id);
-- +  return res.status(404);

-- case: a local variable of a common name
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN amount int;
-- code: src/cart.ts
--  const orders = load();
-- +  const amount = items.reduce((sum, item) => sum + item.price, 0);
-- +  return amount;

-- case: a name that another table has too, near that one
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN email text;
-- code: src/users/user.entity.ts
--  export class User {
-- +  email: string;

-- case: tests alone
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text;
-- code: src/orders/order.entity.test.ts
-- +  expect(order.giftNote).toBe('x');
-- code: tests/test_orders.py
-- +    assert order.gift_note == "x"
-- code: spec/models/order_spec.rb
-- +  expect(order.gift_note).to eq("x")
-- code: src/test/java/shop/OrderTest.java
-- +  assertEquals("x", order.giftNote);

-- case: docs alone
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text;
-- code: docs/orders.md
-- +`gift_note` holds the note.
-- code: README.md
-- +gift_note

-- case: generated files alone
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text;
-- code: internal/db/models.go
-- +// Code generated by sqlc. DO NOT EDIT.
-- +	GiftNote sql.NullString
-- code: src/generated/orders.ts
-- +  giftNote: string | null;
-- code: src/types/db.d.ts
-- +  gift_note: string | null;
-- code: db/schema.rb
-- +    t.text "gift_note"

-- case: names in comments alone
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text;
-- code: src/orders.ts
-- +// giftNote comes with the next release
-- +/**
-- + * The gift_note of an order.
-- + */
-- +const a = 1; /* giftNote */
-- code: app/order.py
-- +    # gift_note is not read yet

-- case: a longer name that holds it
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text;
-- code: src/orders.ts
-- +const giftNoteLength = 3;

-- case: a line that only moved
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text;
-- code: src/orders.ts
-- -const giftNote = 1;
-- +  const giftNote = 1;

-- case: the interface speaks of a thing that is called alike
CREATE TABLE order_items (id bigint PRIMARY KEY);
-- code: web/src/Cart.tsx
-- +  const [orderItems, setOrderItems] = useState([]);

-- case: a column that goes again with the same change
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_note text;
ALTER TABLE orders DROP COLUMN gift_note;
-- code: src/orders.ts
-- +const giftNote = 1;

-- case: a column that was there already
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS total int;
-- code: src/orders/order.entity.ts
-- +  total: number;

-- case: an import names it and does not use it
CREATE TABLE order_items (id bigint PRIMARY KEY);
-- code: src/orders.ts
-- +import { OrderItem } from './order-item';
