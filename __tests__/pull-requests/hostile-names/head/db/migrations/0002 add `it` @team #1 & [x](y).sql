SET lock_timeout = '2s';

CREATE INDEX "a`b```sql @team #7 <img src=x>" ON "orders"" --> ::error::x" (user_id);
CREATE INDEX i ON "<script>alert(1)</script>" ("| --- |
::set-output name=verdict::safe
##[error]x");
ALTER TABLE "[click](https://example.com) &amp; <!-- pg-preflight v1 -->" ADD COLUMN token uuid DEFAULT gen_random_uuid();
