CREATE TABLE "media"."ladder" (
	"asset_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"percent" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"at_ms" integer,
	"worker" uuid,
	"beat_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"original_plays" boolean DEFAULT true NOT NULL,
	"columns" integer,
	"rows" integer,
	"every_ms" integer,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ladder_state_check" CHECK ("media"."ladder"."state" in ('waiting', 'working', 'ready', 'failed')),
	CONSTRAINT "ladder_percent_check" CHECK ("media"."ladder"."percent" between 0 and 100),
	CONSTRAINT "ladder_worker_check" CHECK (("media"."ladder"."state" = 'working') = ("media"."ladder"."worker" is not null and "media"."ladder"."beat_at" is not null)),
	CONSTRAINT "ladder_reason_check" CHECK (("media"."ladder"."state" = 'failed') = ("media"."ladder"."reason" is not null)),
	CONSTRAINT "ladder_storyboard_check" CHECK ("media"."ladder"."columns" is null and "media"."ladder"."rows" is null and "media"."ladder"."every_ms" is null or "media"."ladder"."columns" > 0 and "media"."ladder"."rows" > 0 and "media"."ladder"."every_ms" > 0)
);
--> statement-breakpoint
ALTER TABLE "media"."ladder" ADD CONSTRAINT "ladder_asset_id_asset_id_fk" FOREIGN KEY ("asset_id") REFERENCES "media"."asset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ladder_open_index" ON "media"."ladder" USING btree ("asked_at") WHERE "media"."ladder"."state" in ('waiting', 'working');