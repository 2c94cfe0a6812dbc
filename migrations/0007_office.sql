CREATE TABLE "shop"."pay_ways" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"transfer" boolean NOT NULL,
	"bank_name" text NOT NULL,
	"bank_account" text NOT NULL,
	"bank_holder" text NOT NULL,
	"delivery" boolean NOT NULL,
	"stripe" boolean NOT NULL,
	"portone" boolean NOT NULL,
	CONSTRAINT "pay_ways_only_check" CHECK ("shop"."pay_ways"."only"),
	CONSTRAINT "pay_ways_bank_check" CHECK (not "shop"."pay_ways"."transfer" or ("shop"."pay_ways"."bank_name" <> '' and "shop"."pay_ways"."bank_account" <> '' and "shop"."pay_ways"."bank_holder" <> ''))
);
--> statement-breakpoint
CREATE TABLE "shop"."product_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	"by_name" text NOT NULL,
	"act" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "product_change_something_check" CHECK ("shop"."product_change"."before" is not null or "shop"."product_change"."after" is not null)
);
--> statement-breakpoint
CREATE INDEX "product_change_product_index" ON "shop"."product_change" USING btree ("product_id","id");