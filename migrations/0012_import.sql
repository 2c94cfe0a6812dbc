DROP INDEX "shop"."feed_run_applying_index";--> statement-breakpoint
ALTER TABLE "shop"."product_change" ALTER COLUMN "by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "shop"."feed_run" ADD COLUMN "file" text;--> statement-breakpoint
ALTER TABLE "shop"."feed_run" ADD COLUMN "total" integer;--> statement-breakpoint
ALTER TABLE "shop"."product_change" ADD COLUMN "via" text DEFAULT 'office' NOT NULL;--> statement-breakpoint
CREATE INDEX "feed_run_working_index" ON "shop"."feed_run" USING btree ("beat_at") WHERE state in ('reading', 'applying');--> statement-breakpoint
ALTER TABLE "shop"."product_change" ADD CONSTRAINT "product_change_via_check" CHECK ("shop"."product_change"."via" in ('office', 'file', 'feed', 'clock'));--> statement-breakpoint
ALTER TABLE "shop"."product_change" ADD CONSTRAINT "product_change_by_check" CHECK (("shop"."product_change"."by" is null) = ("shop"."product_change"."via" in ('feed', 'clock')));