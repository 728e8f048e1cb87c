CREATE FUNCTION price(amount int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT amount';
CREATE TABLE calls (n int);
CREATE FUNCTION note(n int) RETURNS int LANGUAGE sql AS 'SELECT n';

-- case: another volatility
CREATE OR REPLACE FUNCTION price(amount int) RETURNS int LANGUAGE sql AS 'SELECT amount'; -- finding: function-contract-changed (caution)

-- case: a second function of the name with optional arguments
CREATE FUNCTION price(amount int, rate int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT amount'; -- finding: function-contract-changed (caution)

-- case: whose rights it runs with, and its search_path
ALTER FUNCTION price(int) SECURITY DEFINER SET search_path = public; -- finding: function-contract-changed (caution)

-- case: NULL arguments
ALTER FUNCTION price(int) STRICT; -- finding: function-contract-changed (caution)

-- case: a second function that no call can mistake
CREATE FUNCTION price(amount int, rate int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT amount';

-- case: only another body
CREATE OR REPLACE FUNCTION note(n int) RETURNS int LANGUAGE sql AS 'SELECT n + 1';

-- case: what only the planner sees
ALTER FUNCTION price(int) COST 10;

-- case: a function that nobody has shown us is taken for new
CREATE OR REPLACE FUNCTION total(amount int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT amount';

-- case: a function that the set created
CREATE FUNCTION fresh(n int) RETURNS int LANGUAGE sql AS 'SELECT n';
ALTER FUNCTION fresh(int) IMMUTABLE;
CREATE OR REPLACE FUNCTION fresh(n int, m int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT n';
