ALTER TABLE "users" ADD COLUMN "tag" text;--> statement-breakpoint
UPDATE "users" SET "tag" = 'none';
