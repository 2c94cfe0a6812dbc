CREATE SCHEMA "chat";
--> statement-breakpoint
CREATE SCHEMA "media";
--> statement-breakpoint
CREATE SCHEMA "members";
--> statement-breakpoint
CREATE SCHEMA "shop";
--> statement-breakpoint
CREATE TABLE "chat"."entry" (
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"author_id" uuid NOT NULL,
	"author_role" text NOT NULL,
	"author_name" text,
	"cid" text NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "entry_room_id_seq_pk" PRIMARY KEY("room_id","seq"),
	CONSTRAINT "entry_once" UNIQUE("room_id","author_id","cid"),
	CONSTRAINT "entry_seq" CHECK (seq > 0)
);
--> statement-breakpoint
CREATE TABLE "chat"."participant" (
	"room_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"delivered_seq" integer DEFAULT 0 NOT NULL,
	"read_seq" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "participant_room_id_person_id_pk" PRIMARY KEY("room_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "chat"."room" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"shopper_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"language" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"last_at" timestamp with time zone,
	"last_line" text,
	"waiting_since" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "room_of_shopper" UNIQUE("shopper_id","product_id"),
	CONSTRAINT "room_last_seq" CHECK (last_seq >= 0)
);
--> statement-breakpoint
CREATE TABLE "media"."asset" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"sha256" text NOT NULL,
	"type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"duration_ms" integer,
	"poster_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "asset_sha256_key" UNIQUE("sha256"),
	CONSTRAINT "asset_kind_check" CHECK ("media"."asset"."kind" in ('image', 'film')),
	CONSTRAINT "asset_sha256_check" CHECK ("media"."asset"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "asset_size_check" CHECK ("media"."asset"."size_bytes" > 0 and "media"."asset"."width" > 0 and "media"."asset"."height" > 0),
	CONSTRAINT "asset_film_check" CHECK (("media"."asset"."kind" = 'film') = ("media"."asset"."duration_ms" is not null and "media"."asset"."poster_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "media"."rendition" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asset_id" uuid NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"type" text NOT NULL,
	"width" integer,
	"height" integer,
	"size_bytes" bigint NOT NULL,
	CONSTRAINT "rendition_name_key" UNIQUE("asset_id","name"),
	CONSTRAINT "rendition_name_check" CHECK ("media"."rendition"."name" ~ '^[a-z0-9-]{1,40}$'),
	CONSTRAINT "rendition_sha256_check" CHECK ("media"."rendition"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "members"."account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_provider_key" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "members"."session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_key" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "members"."user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"role" text DEFAULT 'member' NOT NULL,
	"language" text DEFAULT 'ko' NOT NULL,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_key" UNIQUE("email"),
	CONSTRAINT "user_email_check" CHECK ("members"."user"."email" = lower("members"."user"."email")),
	CONSTRAINT "user_role_check" CHECK ("members"."user"."role" in ('owner', 'operator', 'member')),
	CONSTRAINT "user_language_check" CHECK ("members"."user"."language" in ('ko', 'en'))
);
--> statement-breakpoint
CREATE TABLE "members"."verification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shop"."attribute" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"name" jsonb NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "attribute_key_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "shop"."attribute_value" (
	"id" uuid PRIMARY KEY NOT NULL,
	"attribute_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" jsonb NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "attribute_value_key" UNIQUE("attribute_id","key")
);
--> statement-breakpoint
CREATE TABLE "shop"."category" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"picture" uuid,
	"position" integer NOT NULL,
	CONSTRAINT "category_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "shop"."media_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"asset_id" uuid NOT NULL,
	"alt" jsonb NOT NULL,
	"option" jsonb,
	"chapters" jsonb,
	CONSTRAINT "media_item_kind_check" CHECK ("shop"."media_item"."kind" in ('image', 'film')),
	CONSTRAINT "media_item_chapters_check" CHECK ("shop"."media_item"."chapters" is null or "shop"."media_item"."kind" = 'film')
);
--> statement-breakpoint
CREATE TABLE "shop"."on_film" (
	"product_id" uuid NOT NULL,
	"shown_product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "on_film_pkey" PRIMARY KEY("product_id","shown_product_id"),
	CONSTRAINT "on_film_other_check" CHECK ("shop"."on_film"."product_id" <> "shop"."on_film"."shown_product_id")
);
--> statement-breakpoint
CREATE TABLE "shop"."product" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"category_id" uuid NOT NULL,
	"brand" text NOT NULL,
	"name" jsonb NOT NULL,
	"lead" jsonb NOT NULL,
	"about_title" jsonb NOT NULL,
	"about_text" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"options" jsonb NOT NULL,
	"currency" char(3) NOT NULL,
	"search_title" text NOT NULL,
	"search_text" text NOT NULL,
	"search_letters" text NOT NULL,
	"search_grams" text[] NOT NULL,
	"published_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_slug_key" UNIQUE("slug"),
	CONSTRAINT "product_currency_check" CHECK ("shop"."product"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "product_slug_check" CHECK ("shop"."product"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
--> statement-breakpoint
CREATE TABLE "shop"."product_attribute" (
	"product_id" uuid NOT NULL,
	"attribute_value_id" uuid NOT NULL,
	CONSTRAINT "product_attribute_pkey" PRIMARY KEY("product_id","attribute_value_id")
);
--> statement-breakpoint
CREATE TABLE "shop"."shop" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"name" jsonb NOT NULL,
	"lead" jsonb NOT NULL,
	"greeting" jsonb NOT NULL,
	"currency" char(3) NOT NULL,
	"owner_colour" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shop_only_check" CHECK ("shop"."shop"."only"),
	CONSTRAINT "shop_currency_check" CHECK ("shop"."shop"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "shop_owner_colour_check" CHECK ("shop"."shop"."owner_colour" ~ '^(#[0-9a-f]{6}|oklch[(][0-9.]+ [0-9.]+ [0-9.]+[)])$')
);
--> statement-breakpoint
CREATE TABLE "shop"."stock" (
	"variant_id" uuid PRIMARY KEY NOT NULL,
	"on_hand" integer NOT NULL,
	CONSTRAINT "stock_on_hand_check" CHECK ("shop"."stock"."on_hand" >= 0)
);
--> statement-breakpoint
CREATE TABLE "shop"."variant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"options" jsonb NOT NULL,
	"price_amount" bigint NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "variant_sku_key" UNIQUE("sku"),
	CONSTRAINT "variant_price_amount_check" CHECK ("shop"."variant"."price_amount" >= 0)
);
--> statement-breakpoint
ALTER TABLE "chat"."entry" ADD CONSTRAINT "entry_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "chat"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat"."participant" ADD CONSTRAINT "participant_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "chat"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media"."asset" ADD CONSTRAINT "asset_poster_id_asset_id_fk" FOREIGN KEY ("poster_id") REFERENCES "media"."asset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media"."rendition" ADD CONSTRAINT "rendition_asset_id_asset_id_fk" FOREIGN KEY ("asset_id") REFERENCES "media"."asset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "members"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "members"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."attribute_value" ADD CONSTRAINT "attribute_value_attribute_id_attribute_id_fk" FOREIGN KEY ("attribute_id") REFERENCES "shop"."attribute"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."category" ADD CONSTRAINT "category_picture_asset_id_fk" FOREIGN KEY ("picture") REFERENCES "media"."asset"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."media_item" ADD CONSTRAINT "media_item_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "shop"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."media_item" ADD CONSTRAINT "media_item_asset_id_asset_id_fk" FOREIGN KEY ("asset_id") REFERENCES "media"."asset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."on_film" ADD CONSTRAINT "on_film_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "shop"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."on_film" ADD CONSTRAINT "on_film_shown_product_id_product_id_fk" FOREIGN KEY ("shown_product_id") REFERENCES "shop"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."product" ADD CONSTRAINT "product_category_id_category_id_fk" FOREIGN KEY ("category_id") REFERENCES "shop"."category"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."product_attribute" ADD CONSTRAINT "product_attribute_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "shop"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."product_attribute" ADD CONSTRAINT "product_attribute_attribute_value_id_attribute_value_id_fk" FOREIGN KEY ("attribute_value_id") REFERENCES "shop"."attribute_value"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."stock" ADD CONSTRAINT "stock_variant_id_variant_id_fk" FOREIGN KEY ("variant_id") REFERENCES "shop"."variant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."variant" ADD CONSTRAINT "variant_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "shop"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "room_waiting" ON "chat"."room" USING btree ("waiting_since") WHERE waiting_since is not null;--> statement-breakpoint
CREATE INDEX "room_recent" ON "chat"."room" USING btree ("state","last_at") WHERE last_seq > 0;--> statement-breakpoint
CREATE INDEX "rendition_address_index" ON "media"."rendition" USING btree (left("sha256", 32));--> statement-breakpoint
CREATE INDEX "account_user_index" ON "members"."account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_index" ON "members"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_staff_index" ON "members"."user" USING btree ("id") WHERE role in ('owner', 'operator') and removed_at is null;--> statement-breakpoint
CREATE INDEX "verification_identifier_index" ON "members"."verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "verification_value_index" ON "members"."verification" USING btree ("value");--> statement-breakpoint
CREATE INDEX "verification_expiry_index" ON "members"."verification" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "media_item_product_index" ON "shop"."media_item" USING btree ("product_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "media_item_film_key" ON "shop"."media_item" USING btree ("product_id") WHERE kind = 'film';--> statement-breakpoint
CREATE INDEX "media_item_asset_index" ON "shop"."media_item" USING btree ("asset_id");--> statement-breakpoint
CREATE INDEX "on_film_shown_product_index" ON "shop"."on_film" USING btree ("shown_product_id");--> statement-breakpoint
CREATE INDEX "product_category_index" ON "shop"."product" USING btree ("category_id","id") WHERE published_at is not null;--> statement-breakpoint
CREATE INDEX "product_category_newest_index" ON "shop"."product" USING btree ("category_id","published_at","id") WHERE published_at is not null;--> statement-breakpoint
CREATE INDEX "product_newest_index" ON "shop"."product" USING btree ("published_at","id") WHERE published_at is not null;--> statement-breakpoint
CREATE INDEX "product_search_text_index" ON "shop"."product" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "product_search_letters_index" ON "shop"."product" USING gin ("search_letters" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "product_search_grams_index" ON "shop"."product" USING gin ("search_grams");--> statement-breakpoint
CREATE INDEX "product_attribute_value_index" ON "shop"."product_attribute" USING btree ("attribute_value_id");--> statement-breakpoint
CREATE INDEX "variant_product_index" ON "shop"."variant" USING btree ("product_id","position");