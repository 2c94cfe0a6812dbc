CREATE SCHEMA "database";
--> statement-breakpoint
CREATE TABLE "database"."meta" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"epoch" uuid DEFAULT gen_random_uuid() NOT NULL,
	CONSTRAINT "meta_single" CHECK ("database"."meta"."single")
);
--> statement-breakpoint
INSERT INTO "database"."meta" DEFAULT VALUES;
