ALTER TABLE "shop"."product" ADD COLUMN "lowest_amount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shop"."product" ADD COLUMN "value_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
UPDATE "shop"."product" SET
	"lowest_amount" = coalesce((SELECT min(coalesce("sale_amount", "price_amount")) FROM "shop"."variant" WHERE "product_id" = "product"."id"), 0),
	"value_ids" = array(SELECT "attribute_value_id" FROM "shop"."product_attribute" WHERE "product_id" = "product"."id" ORDER BY 1);--> statement-breakpoint
CREATE INDEX "product_category_price_index" ON "shop"."product" USING btree ("category_id","lowest_amount","id") WHERE published_at is not null;--> statement-breakpoint
CREATE INDEX "product_price_index" ON "shop"."product" USING btree ("lowest_amount","id") WHERE published_at is not null;--> statement-breakpoint
CREATE INDEX "product_value_index" ON "shop"."product" USING gin ("value_ids");--> statement-breakpoint
CREATE INDEX "variant_sale_index" ON "shop"."variant" USING btree ("product_id") WHERE sale_amount < price_amount;