CREATE TABLE "shop"."feed" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"options" jsonb NOT NULL,
	"is_elsewhere" boolean NOT NULL,
	"every_minutes" integer NOT NULL,
	"is_on" boolean NOT NULL,
	"etag" text,
	"last_modified" text,
	"asked_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failure" jsonb,
	"by" uuid NOT NULL,
	"by_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feed_every_minutes_check" CHECK ("shop"."feed"."every_minutes" between 15 and 10080),
	CONSTRAINT "feed_url_check" CHECK ("shop"."feed"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "shop"."feed_picture" (
	"url" text PRIMARY KEY NOT NULL,
	"asset_id" uuid,
	"failure" jsonb,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shop"."feed_row" (
	"run_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"line" integer,
	"act" text NOT NULL,
	"name" text NOT NULL,
	"product_id" uuid,
	"incoming" jsonb,
	"differences" jsonb NOT NULL,
	"seen" jsonb NOT NULL,
	"reason" jsonb,
	"notes" jsonb NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "feed_row_pkey" PRIMARY KEY("run_id","position"),
	CONSTRAINT "feed_row_act_check" CHECK ("shop"."feed_row"."act" in ('create', 'update', 'same', 'hide', 'wrong')),
	CONSTRAINT "feed_row_state_check" CHECK ("shop"."feed_row"."state" in ('waiting', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "shop"."feed_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"feed_id" uuid,
	"name" text NOT NULL,
	"format" text,
	"state" text NOT NULL,
	"options" jsonb NOT NULL,
	"reason" jsonb,
	"by" uuid NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"worker" uuid,
	"beat_at" timestamp (3) with time zone,
	CONSTRAINT "feed_run_state_check" CHECK ("shop"."feed_run"."state" in ('reading', 'ready', 'applying', 'done', 'cancelled', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "shop"."product" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "shop"."product" ADD COLUMN "source_id" text;--> statement-breakpoint
ALTER TABLE "shop"."product" ADD COLUMN "source_link" text;--> statement-breakpoint
ALTER TABLE "shop"."feed_picture" ADD CONSTRAINT "feed_picture_asset_id_asset_id_fk" FOREIGN KEY ("asset_id") REFERENCES "media"."asset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."feed_row" ADD CONSTRAINT "feed_row_run_id_feed_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "shop"."feed_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."feed_run" ADD CONSTRAINT "feed_run_feed_id_feed_id_fk" FOREIGN KEY ("feed_id") REFERENCES "shop"."feed"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feed_due_index" ON "shop"."feed" USING btree ("due_at") WHERE is_on;--> statement-breakpoint
CREATE INDEX "feed_row_act_index" ON "shop"."feed_row" USING btree ("run_id","act","position");--> statement-breakpoint
CREATE INDEX "feed_row_waiting_index" ON "shop"."feed_row" USING btree ("run_id","position") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "feed_run_feed_index" ON "shop"."feed_run" USING btree ("feed_id","id");--> statement-breakpoint
CREATE INDEX "feed_run_applying_index" ON "shop"."feed_run" USING btree ("beat_at") WHERE state = 'applying';--> statement-breakpoint
ALTER TABLE "shop"."product" ADD CONSTRAINT "product_source_key" UNIQUE("source","source_id");--> statement-breakpoint
ALTER TABLE "shop"."product" ADD CONSTRAINT "product_source_check" CHECK (("shop"."product"."source" is null) = ("shop"."product"."source_id" is null));