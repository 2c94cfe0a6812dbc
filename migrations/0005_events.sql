CREATE TABLE "database"."event" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "event_untold_index" ON "database"."event" USING btree ("id") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "event_at_index" ON "database"."event" USING btree ("at");