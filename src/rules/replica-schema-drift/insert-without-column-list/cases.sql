CREATE TABLE kinds (id int PRIMARY KEY, label text);

-- case: a table of the same set
CREATE TABLE fresh (id int, label text);
INSERT INTO fresh VALUES (1, 'a');

-- case: nothing but defaults
CREATE TABLE counted (id int DEFAULT 1);
INSERT INTO counted DEFAULT VALUES;
