SET lock_timeout = '2s';

CREATE INDEX "a```sql @team #7 <!-- pg-preflight v1 -->" ON "orders` --> @team <img src=x> | ::error::x
##[error]x
::set-output name=verdict::safe" (user_id);
ALTER TABLE "orders` --> @team <img src=x> | ::error::x
##[error]x
::set-output name=verdict::safe"
  ADD COLUMN "[click](https://example.com) &amp; `" uuid DEFAULT gen_random_uuid();
