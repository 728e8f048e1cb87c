CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: dbmate, a blank behind the colon
-- migrate:up transaction: false -- finding: directive-not-heard (caution)
CREATE INDEX CONCURRENTLY orders_total ON orders (total); -- finding: concurrently-in-transaction

-- case: goose, indented
-- +goose Up
  -- +goose NO TRANSACTION -- finding: directive-not-heard (caution)
CREATE INDEX CONCURRENTLY orders_total ON orders (total); -- finding: concurrently-in-transaction

-- case: Flyway has none
-- file: V2__orders.sql
-- flyway:executeInTransaction=false -- finding: directive-not-heard (caution)
CREATE TABLE drafts (id bigint PRIMARY KEY);

-- case: as sql-migrate reads it
-- +migrate Up notransaction
CREATE TABLE drafts (id bigint PRIMARY KEY);

-- case: nobody knows the tool, so nobody knows its directive
-- no-transaction please
CREATE TABLE drafts (id bigint PRIMARY KEY);
