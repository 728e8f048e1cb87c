
-- case: a deleted migration
-- file: 0001_orders.sql
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY); -- finding: applied-migration-changed

-- case: a renamed migration
-- file: 0002_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- base-of: 0002_orders.sql was 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY); -- finding: applied-migration-changed

-- case: a statement that was added at the end
-- file: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: applied-migration-changed
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a statement that was taken away at the end
-- file: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: applied-migration-changed

-- case: what the base made exists, with its columns
-- file: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
SET lock_timeout = '2s'; -- finding: applied-migration-changed
ALTER TABLE orders DROP COLUMN total; -- finding: drop-column
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: a repeatable migration is meant to change
-- file: R__functions.sql
CREATE OR REPLACE FUNCTION vat() RETURNS numeric LANGUAGE sql AS 'SELECT 0.19';
-- base-of: R__functions.sql
CREATE OR REPLACE FUNCTION vat() RETURNS numeric LANGUAGE sql AS 'SELECT 0.16';

-- case: a comment that was added
-- file: 0001_orders.sql
-- What customers ordered.
CREATE TABLE orders (id bigint PRIMARY KEY);
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: Flyway refuses an edited file
-- file: db/migration/V1__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total bigint); -- finding: applied-migration-changed
-- base-of: db/migration/V1__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- on-base: flyway.conf

-- case: a comment that was added, where the tool compares the whole text
-- file: db/migration/V1__orders.sql
-- What customers ordered.
CREATE TABLE orders (id bigint PRIMARY KEY);
-- base-of: db/migration/V1__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY); -- finding: applied-migration-changed (note)
-- on-base: flyway.conf

-- case: the way back has not run
-- file: 0001_note.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY);
-- +goose Down
SELECT 1;
-- base-of: 0001_note.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY);
-- +goose Down
DROP TABLE orders;

-- case: the way up has, in the same file
-- postgres: none
-- file: 0001_note.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text); -- finding: applied-migration-changed
-- +goose Down
SELECT 1;
-- base-of: 0001_note.sql
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY);
-- +goose Down
SELECT 1;

-- case: a down file that was mended
-- file: 0001_orders.down.sql
SELECT 1;
-- base-of: 0001_orders.down.sql
SELECT 2;

-- case: a changeset that is added to a changelog, judged on what those above it have made
-- file: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1
CREATE TABLE orders (id bigint PRIMARY KEY);
--changeset ann:2
SET lock_timeout = '2s';
CREATE INDEX orders_id_idx ON orders (id); -- finding: create-index-not-concurrently
-- base-of: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a changeset that has run and is another now
-- file: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1
CREATE TABLE orders (id bigint PRIMARY KEY, note text); -- finding: applied-migration-changed
--changeset ann:2
CREATE TABLE items (id bigint PRIMARY KEY);
-- base-of: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a changeset that is gone
-- file: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:2
CREATE TABLE items (id bigint PRIMARY KEY);
-- base-of: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1
CREATE TABLE orders (id bigint PRIMARY KEY); -- finding: applied-migration-changed
--changeset ann:2
CREATE TABLE items (id bigint PRIMARY KEY);

-- case: a changeset that runs again when it changes
-- file: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1 runOnChange:true
SET lock_timeout = '2s';
CREATE OR REPLACE VIEW one AS SELECT 1 AS n, 2 AS m;
-- base-of: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1 runOnChange:true
CREATE OR REPLACE VIEW one AS SELECT 1 AS n;

-- case: a changeset whose change is accepted by its sum
-- file: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1
--validCheckSum: 9:ab
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- base-of: db/changelog/orders.sql
--liquibase formatted sql
--changeset ann:1
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a change that Sqitch keeps under a tag and runs once more
-- file: deploy/f.sql
SET lock_timeout = '2s';
CREATE OR REPLACE VIEW one AS SELECT 2 AS n;
-- base-of: deploy/f.sql
CREATE OR REPLACE VIEW one AS SELECT 1 AS n;
-- file: deploy/f@v1.sql
SET lock_timeout = '2s';
CREATE OR REPLACE VIEW one AS SELECT 1 AS n;

-- case: a migration in code that is deleted
-- file: db/migrate/20260101090000_orders.rb
-- base-of: db/migrate/20260101090000_orders.rb
class Orders; end # finding: applied-migration-changed

-- case: a migration in code that is renamed
-- file: db/migrate/20260201090000_orders.rb
class Orders; end # finding: unreadable-migration (caution)
-- base-of: db/migrate/20260201090000_orders.rb was db/migrate/20260101090000_orders.rb
class Orders; end # finding: applied-migration-changed

-- case: a migration in code that does something else
-- file: db/migrate/20260101090000_orders.rb
class Orders < ActiveRecord::Migration[7.1]
  def change
    add_column :orders, :note, :text, null: false # finding: unreadable-migration (caution)
  end
end
-- base-of: db/migrate/20260101090000_orders.rb
class Orders < ActiveRecord::Migration[7.1]
  def change
    add_column :orders, :note, :text # finding: applied-migration-changed
  end
end

-- case: a migration in code of which the form alone is another
-- file: shop/migrations/0002_note.py
"""What customers wrote."""
from django.db import migrations, models


class Migration(migrations.Migration):
    # By hand.
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.AddField("order", "note", models.TextField(null=True)),
    ]
-- base-of: shop/migrations/0002_note.py
from django.db import models, migrations
class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]
    operations = [migrations.AddField('order', 'note', models.TextField(null=True))]

-- case: a migration in code of which the way back alone is another
-- file: migrations/1767258000000-note.ts
import { MigrationInterface, QueryRunner } from 'typeorm';
export class Note1767258000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE orders ADD COLUMN note text`);
  }
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SELECT 1`);
  }
}
-- base-of: migrations/1767258000000-note.ts
import {MigrationInterface, QueryRunner} from "typeorm";
export class Note1767258000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(`ALTER TABLE orders ADD COLUMN note text`)
  }
  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`ALTER TABLE orders DROP COLUMN note`)
  }
}

-- case: a file that Flyway runs again, changed and moved to another folder
-- file: db/views/R__one.sql
SET lock_timeout = '2s';
CREATE OR REPLACE VIEW one AS SELECT 1 AS n, 2 AS m;
-- base-of: db/views/R__one.sql was db/migration/R__one.sql
CREATE OR REPLACE VIEW one AS SELECT 1 AS n;
-- on-base: flyway.conf

-- case: a file that Flyway runs again, under another name
-- file: db/migration/R__the_one.sql
SET lock_timeout = '2s';
CREATE OR REPLACE VIEW one AS SELECT 1 AS n;
-- base-of: db/migration/R__the_one.sql was db/migration/R__one.sql
SET lock_timeout = '2s'; -- finding: applied-migration-changed
CREATE OR REPLACE VIEW one AS SELECT 1 AS n;
-- on-base: flyway.conf

-- case: a file that runs again is deleted
-- file: db/migration/R__one.sql
-- base-of: db/migration/R__one.sql
CREATE OR REPLACE VIEW one AS SELECT 1 AS n; -- finding: applied-migration-changed (caution)
