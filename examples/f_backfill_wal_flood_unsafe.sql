-- Every row in one transaction.
UPDATE users SET handle = username WHERE handle IS NULL;
