CREATE TABLE "shop"."offer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room_id" uuid NOT NULL,
	"shopper_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"unit_amount" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"gift" text,
	"by" text NOT NULL,
	"replies_to" uuid,
	"state" text NOT NULL,
	"is_by_rule" boolean DEFAULT false NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_by" uuid,
	CONSTRAINT "offer_amount_check" CHECK ("shop"."offer"."unit_amount" >= 0 and "shop"."offer"."quantity" between 1 and 999)
);
--> statement-breakpoint
CREATE TABLE "shop"."offer_rule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"scope_id" uuid,
	"is_allowed" boolean NOT NULL,
	"accept_from_basis_points" integer,
	"decline_to_basis_points" integer,
	"attempts" integer NOT NULL,
	"lifetime_minutes" integer NOT NULL,
	CONSTRAINT "offer_rule_scope_check" CHECK (("shop"."offer_rule"."scope" = 'shop') = ("shop"."offer_rule"."scope_id" is null)),
	CONSTRAINT "offer_rule_shares_check" CHECK (coalesce("shop"."offer_rule"."decline_to_basis_points", 0) between 0 and 10000 and coalesce("shop"."offer_rule"."accept_from_basis_points", 10000) between 0 and 10000 and coalesce("shop"."offer_rule"."decline_to_basis_points", 0) < coalesce("shop"."offer_rule"."accept_from_basis_points", 10001)),
	CONSTRAINT "offer_rule_attempts_check" CHECK ("shop"."offer_rule"."attempts" between 1 and 20 and "shop"."offer_rule"."lifetime_minutes" between 5 and 43200)
);
--> statement-breakpoint
CREATE TABLE "shop"."cart_line" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shopper_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"offer_id" uuid,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cart_line_quantity_check" CHECK ("shop"."cart_line"."quantity" between 1 and 999)
);
--> statement-breakpoint
CREATE TABLE "shop"."cart_touch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shop"."order" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigserial NOT NULL,
	"token" text NOT NULL,
	"checkout_id" uuid NOT NULL,
	"shopper_id" uuid NOT NULL,
	"email" text NOT NULL,
	"address" jsonb NOT NULL,
	"note" text NOT NULL,
	"language" text NOT NULL,
	"currency" char(3) NOT NULL,
	"goods_amount" bigint NOT NULL,
	"shipping_amount" bigint NOT NULL,
	"tax_amount" bigint NOT NULL,
	"tax_is_included" boolean NOT NULL,
	"total_amount" bigint NOT NULL,
	"pay_by" text NOT NULL,
	"depositor" text,
	"state" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"carrier" text,
	"tracking" text,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"shipped_at" timestamp (3) with time zone,
	CONSTRAINT "order_number_key" UNIQUE("number"),
	CONSTRAINT "order_token_key" UNIQUE("token"),
	CONSTRAINT "order_checkout_key" UNIQUE("shopper_id","checkout_id")
);
--> statement-breakpoint
CREATE TABLE "shop"."order_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"from" text,
	"to" text NOT NULL,
	"by" uuid,
	"why" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shop"."order_line" (
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"variant_id" uuid,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" jsonb NOT NULL,
	"choice" jsonb NOT NULL,
	"unit_amount" bigint NOT NULL,
	"quantity" integer NOT NULL,
	"tax_amount" bigint NOT NULL,
	"offer_id" uuid,
	"gift" text,
	CONSTRAINT "order_line_pkey" PRIMARY KEY("order_id","position"),
	CONSTRAINT "order_line_quantity_check" CHECK ("shop"."order_line"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "shop"."payment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"reference" text,
	"amount" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "shop"."refund" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"reference" text,
	"state" text NOT NULL,
	"by" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refund_amount_check" CHECK ("shop"."refund"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "shop"."shipping_zone" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"countries" text[] NOT NULL,
	"price_amount" bigint NOT NULL,
	"free_from_amount" bigint,
	"per_kilogram_amount" bigint DEFAULT 0 NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "shipping_zone_amount_check" CHECK ("shop"."shipping_zone"."price_amount" >= 0 and "shop"."shipping_zone"."per_kilogram_amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "shop"."tax_region" (
	"country" text PRIMARY KEY NOT NULL,
	"rate_basis_points" integer NOT NULL,
	"is_included" boolean NOT NULL,
	CONSTRAINT "tax_region_rate_check" CHECK ("shop"."tax_region"."rate_basis_points" between 0 and 10000)
);
--> statement-breakpoint
CREATE TABLE "shop"."webhook_event" (
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_event_pkey" PRIMARY KEY("provider","event_id")
);
--> statement-breakpoint
CREATE TABLE "shop"."review" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"shopper_id" uuid NOT NULL,
	"author" text NOT NULL,
	"stars" integer NOT NULL,
	"text" text NOT NULL,
	"language" text NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	"answered_by" text,
	"hidden_at" timestamp (3) with time zone,
	"hidden_why" text,
	CONSTRAINT "review_order_key" UNIQUE("order_id","product_id"),
	CONSTRAINT "review_stars_check" CHECK ("shop"."review"."stars" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "shop"."review_picture" (
	"review_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"asset_id" uuid NOT NULL,
	CONSTRAINT "review_picture_pkey" PRIMARY KEY("review_id","position")
);
--> statement-breakpoint
CREATE TABLE "shop"."review_vote" (
	"review_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"why" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_vote_pkey" PRIMARY KEY("review_id","person_id","kind")
);
--> statement-breakpoint
ALTER TABLE "shop"."stock" DROP CONSTRAINT "stock_on_hand_check";--> statement-breakpoint
ALTER TABLE "shop"."variant" DROP CONSTRAINT "variant_price_amount_check";--> statement-breakpoint
ALTER TABLE "shop"."stock" ADD COLUMN "reserved" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shop"."variant" ADD COLUMN "sale_amount" bigint;--> statement-breakpoint
ALTER TABLE "shop"."variant" ADD COLUMN "weight_grams" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shop"."offer" ADD CONSTRAINT "offer_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "shop"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."offer" ADD CONSTRAINT "offer_variant_id_variant_id_fk" FOREIGN KEY ("variant_id") REFERENCES "shop"."variant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."offer" ADD CONSTRAINT "offer_used_by_order_id_fk" FOREIGN KEY ("used_by") REFERENCES "shop"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."cart_line" ADD CONSTRAINT "cart_line_variant_id_variant_id_fk" FOREIGN KEY ("variant_id") REFERENCES "shop"."variant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."order_event" ADD CONSTRAINT "order_event_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "shop"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."order_line" ADD CONSTRAINT "order_line_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "shop"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."order_line" ADD CONSTRAINT "order_line_variant_id_variant_id_fk" FOREIGN KEY ("variant_id") REFERENCES "shop"."variant"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."payment" ADD CONSTRAINT "payment_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "shop"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."refund" ADD CONSTRAINT "refund_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "shop"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."refund" ADD CONSTRAINT "refund_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "shop"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."review" ADD CONSTRAINT "review_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "shop"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."review" ADD CONSTRAINT "review_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "shop"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."review_picture" ADD CONSTRAINT "review_picture_review_id_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "shop"."review"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."review_picture" ADD CONSTRAINT "review_picture_asset_id_asset_id_fk" FOREIGN KEY ("asset_id") REFERENCES "media"."asset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."review_vote" ADD CONSTRAINT "review_vote_review_id_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "shop"."review"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "offer_room_index" ON "shop"."offer" USING btree ("room_id","made_at");--> statement-breakpoint
CREATE INDEX "offer_shopper_index" ON "shop"."offer" USING btree ("shopper_id","product_id");--> statement-breakpoint
CREATE INDEX "offer_expiry_index" ON "shop"."offer" USING btree ("expires_at") WHERE state in ('pending', 'accepted');--> statement-breakpoint
CREATE UNIQUE INDEX "offer_pending_key" ON "shop"."offer" USING btree ("room_id","product_id") WHERE state = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "offer_rule_scope_key" ON "shop"."offer_rule" USING btree ("scope",coalesce(scope_id, '00000000-0000-0000-0000-000000000000'));--> statement-breakpoint
CREATE UNIQUE INDEX "cart_line_variant_key" ON "shop"."cart_line" USING btree ("shopper_id","variant_id") WHERE offer_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "cart_line_offer_key" ON "shop"."cart_line" USING btree ("offer_id") WHERE offer_id is not null;--> statement-breakpoint
CREATE INDEX "cart_line_added_index" ON "shop"."cart_line" USING btree ("added_at");--> statement-breakpoint
CREATE INDEX "cart_touch_at_index" ON "shop"."cart_touch" USING btree ("at");--> statement-breakpoint
CREATE INDEX "order_shopper_index" ON "shop"."order" USING btree ("shopper_id","placed_at");--> statement-breakpoint
CREATE INDEX "order_state_index" ON "shop"."order" USING btree ("state","placed_at");--> statement-breakpoint
CREATE INDEX "order_expiry_index" ON "shop"."order" USING btree ("expires_at") WHERE state in ('pending_payment', 'awaiting_deposit');--> statement-breakpoint
CREATE INDEX "order_event_order_index" ON "shop"."order_event" USING btree ("order_id","at");--> statement-breakpoint
CREATE INDEX "order_line_product_index" ON "shop"."order_line" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "order_line_offer_index" ON "shop"."order_line" USING btree ("offer_id") WHERE offer_id is not null;--> statement-breakpoint
CREATE INDEX "payment_order_index" ON "shop"."payment" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_reference_key" ON "shop"."payment" USING btree ("provider","reference") WHERE reference is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_paid_key" ON "shop"."payment" USING btree ("order_id") WHERE state = 'paid';--> statement-breakpoint
CREATE INDEX "payment_pending_index" ON "shop"."payment" USING btree ("asked_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "refund_order_index" ON "shop"."refund" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "review_product_index" ON "shop"."review" USING btree ("product_id","written_at") WHERE hidden_at is null;--> statement-breakpoint
ALTER TABLE "shop"."stock" ADD CONSTRAINT "stock_on_hand_check" CHECK ("shop"."stock"."reserved" between 0 and "shop"."stock"."on_hand");--> statement-breakpoint
ALTER TABLE "shop"."variant" ADD CONSTRAINT "variant_sale_amount_check" CHECK ("shop"."variant"."sale_amount" is null or "shop"."variant"."sale_amount" between 0 and "shop"."variant"."price_amount");--> statement-breakpoint
ALTER TABLE "shop"."variant" ADD CONSTRAINT "variant_price_amount_check" CHECK ("shop"."variant"."price_amount" >= 0 and "shop"."variant"."weight_grams" >= 0);