CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, email text, status text, gift_note text);
CREATE TABLE order_items (id bigint PRIMARY KEY, order_id bigint, total int);

-- case: a column that the code of two languages read
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN gift_note; -- finding: drop-with-its-last-use, drop-column
-- code: app/orders.py
-- -    return order.gift_note
-- +    return None
-- code: src/order.entity.ts
-- -  giftNote: string | null;

-- case: a table with its model
SET lock_timeout = '2s';
DROP TABLE order_items; -- finding: drop-with-its-last-use, drop-table
-- code: app/models/order_item.rb
-- -class OrderItem < ApplicationRecord
-- -end

-- case: a common word in its model
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN status; -- finding: drop-with-its-last-use, drop-column
-- code: app/models.py
--  class Order(models.Model):
-- -    status = models.CharField(max_length=20)

-- case: code that the change adds uses what it drops
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN gift_note; -- finding: drop-with-its-last-use, drop-column
-- code: app/orders.py
-- +    return order.gift_note

-- case: the second column of a statement
SET lock_timeout = '2s';
ALTER TABLE orders
  DROP COLUMN status, -- finding: drop-column
  DROP COLUMN gift_note; -- finding: drop-with-its-last-use, drop-column
-- code: app/orders.py
-- -    return order.gift_note

-- case: on a table that no migration has shown
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE parcels DROP COLUMN box_size; -- finding: drop-with-its-last-use, drop-column
-- code: app/parcels.py
-- -    return parcel.box_size

-- case: nothing about code
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN gift_note; -- finding: drop-column

-- case: a common word that goes somewhere else
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN status; -- finding: drop-column
-- code: src/http/health.ts
-- -  res.json({ status: 'ok' });

-- case: a name that another table keeps, at that table
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN email; -- finding: drop-column
-- code: app/models/user.py
--  class User(Base):
-- -    email = Column(Text)

-- case: tests and comments alone
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN gift_note; -- finding: drop-column
-- code: tests/test_orders.py
-- -    assert order.gift_note
-- code: app/orders.py
-- -    # gift_note is unused

-- case: a line that only moved
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN gift_note; -- finding: drop-column
-- code: app/orders.py
-- -  gift_note = 1
-- +      gift_note = 1

-- case: a column that the same change added
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift_wrap text;
ALTER TABLE orders DROP COLUMN gift_wrap;
-- code: app/orders.py
-- -  gift_wrap = 1
