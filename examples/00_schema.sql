-- What the examples change: tables that are large and busy in production.
CREATE TABLE users (id bigint PRIMARY KEY, username text NOT NULL, handle text, country text);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users,
  user_email varchar(255),
  status text NOT NULL,
  legacy_note text
);
CREATE UNIQUE INDEX orders_id_user_id_idx ON orders (id, user_id);
