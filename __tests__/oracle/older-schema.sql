-- The world of older.sql: nothing that PostgreSQL 10 does not know.
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE orders (id int PRIMARY KEY, amount int, note text, placed timestamp, proved int CHECK (proved IS NOT NULL), user_id int);
CREATE INDEX orders_amount_idx ON orders (amount);
CREATE TABLE events (key int NOT NULL, body text) PARTITION BY RANGE (key);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (100);
CREATE TABLE joins (key int NOT NULL, body text, CHECK (key >= 300 AND key < 400));
