ALTER TABLE "shop"."refund" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shop"."refund" ADD COLUMN "tried_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "shop"."refund" ADD COLUMN "trouble" text;--> statement-breakpoint
CREATE INDEX "refund_pending_index" ON "shop"."refund" USING btree ("tried_at") WHERE state = 'pending';