CREATE TABLE "chat"."banned_word" (
	"word" text PRIMARY KEY NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat"."file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"used_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat"."held" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text,
	"cid" text NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"release_at" timestamp with time zone NOT NULL,
	"refused_at" timestamp with time zone,
	CONSTRAINT "held_once" UNIQUE("room_id","author_id","cid")
);
--> statement-breakpoint
CREATE TABLE "media"."private_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"sent_sha256" text NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"width" integer,
	"height" integer,
	"small_sha256" text,
	"small_size_bytes" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "private_file_sha256_check" CHECK ("media"."private_file"."sha256" ~ '^[0-9a-f]{64}$' and "media"."private_file"."sent_sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "private_file_name_check" CHECK (length("media"."private_file"."name") between 1 and 200),
	CONSTRAINT "private_file_kind_check" CHECK (case "media"."private_file"."kind" when 'image' then "media"."private_file"."width" > 0 and "media"."private_file"."height" > 0 and "media"."private_file"."small_sha256" is not null and "media"."private_file"."small_size_bytes" > 0 else "media"."private_file"."kind" = 'pdf' and "media"."private_file"."width" is null and "media"."private_file"."height" is null and "media"."private_file"."small_sha256" is null end)
);
--> statement-breakpoint
ALTER TABLE "chat"."entry" DROP CONSTRAINT "entry_once";--> statement-breakpoint
ALTER TABLE "chat"."room" DROP CONSTRAINT "room_of_shopper";--> statement-breakpoint
DROP INDEX "chat"."room_recent";--> statement-breakpoint
ALTER TABLE "chat"."room" ALTER COLUMN "shopper_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "chat"."room" ALTER COLUMN "product_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "chat"."entry" ADD COLUMN "author" uuid;--> statement-breakpoint
-- Operators are known by their id, the shopper of an inquiry by a UUID (version 8) of the room's hash.
UPDATE "chat"."entry" SET "author" = case author_role when 'operator' then author_id else encode(set_byte(set_byte(hash, 6, get_byte(hash, 6) & 15 | 128), 8, get_byte(hash, 8) & 63 | 128), 'hex')::uuid end FROM (SELECT "id", substr(sha256(convert_to('doumi author', 'UTF8') || '\x00'::bytea || convert_to("id"::text, 'UTF8')), 1, 16) AS hash FROM "chat"."room") AS r WHERE r."id" = "room_id";--> statement-breakpoint
ALTER TABLE "chat"."entry" ALTER COLUMN "author" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "chat"."entry" ADD COLUMN "shown" jsonb;--> statement-breakpoint
ALTER TABLE "chat"."participant" ADD COLUMN "removed_by_seq" integer;--> statement-breakpoint
ALTER TABLE "chat"."room" ADD COLUMN "shopper_name" text;--> statement-breakpoint
ALTER TABLE "chat"."room" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "chat"."room" ADD COLUMN "is_current" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "chat"."room" ADD COLUMN "assignee_id" uuid;--> statement-breakpoint
ALTER TABLE "chat"."room" ADD COLUMN "assignee_name" text;--> statement-breakpoint
ALTER TABLE "chat"."room" ADD COLUMN "pinned_seq" integer;--> statement-breakpoint
ALTER TABLE "chat"."room" ADD COLUMN "rules" jsonb;--> statement-breakpoint
ALTER TABLE "chat"."room" ADD COLUMN "is_open" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "chat"."file" ADD CONSTRAINT "file_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "chat"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat"."held" ADD CONSTRAINT "held_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "chat"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_used" ON "chat"."file" USING btree ("used_at");--> statement-breakpoint
CREATE INDEX "held_due" ON "chat"."held" USING btree ("release_at") WHERE refused_at is null;--> statement-breakpoint
CREATE INDEX "private_file_sha256_index" ON "media"."private_file" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "private_file_small_index" ON "media"."private_file" USING btree ("small_sha256");--> statement-breakpoint
CREATE INDEX "entry_of" ON "chat"."entry" USING btree ("room_id",((body ->> 'of')::int)) WHERE body ->> 'of' is not null;--> statement-breakpoint
CREATE INDEX "entry_files" ON "chat"."entry" USING gin ((body -> 'files') jsonb_path_ops) WHERE body -> 'files' is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "room_of_shopper" ON "chat"."room" USING btree ("shopper_id","product_id") WHERE kind = 'inquiry' and is_current;--> statement-breakpoint
CREATE UNIQUE INDEX "room_of_subject" ON "chat"."room" USING btree ("shopper_id","subject") WHERE kind = 'inquiry' and is_current and product_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "room_of_product" ON "chat"."room" USING btree ("product_id") WHERE kind = 'stage';--> statement-breakpoint
CREATE INDEX "room_shopper" ON "chat"."room" USING btree ("shopper_id","last_at");--> statement-breakpoint
CREATE INDEX "room_recent" ON "chat"."room" USING btree ("last_at") WHERE last_seq > 0;--> statement-breakpoint
ALTER TABLE "chat"."entry" ADD CONSTRAINT "entry_once" UNIQUE("room_id","author","cid");--> statement-breakpoint
ALTER TABLE "chat"."room" ADD CONSTRAINT "room_about" CHECK (case kind when 'inquiry' then shopper_id is not null and (product_id is not null or subject is not null) else product_id is not null end);