CREATE TABLE orders (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE payments (id bigint PRIMARY KEY, order_id int NOT NULL REFERENCES orders (id));
