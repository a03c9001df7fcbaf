CREATE TABLE "citymatch"."partner_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"publishable" text,
	"hint" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "citymatch"."partner_usage" (
	"day" date NOT NULL,
	"key_id" text NOT NULL,
	"partner_id" text NOT NULL,
	"searches" integer DEFAULT 0 NOT NULL,
	"matches" integer DEFAULT 0 NOT NULL,
	"empty" integer DEFAULT 0 NOT NULL,
	"selections" integer DEFAULT 0 NOT NULL,
	"hand_overs" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "partner_usage_day_key_id_pk" PRIMARY KEY("day","key_id")
);
--> statement-breakpoint
CREATE TABLE "citymatch"."partners" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"contact" text,
	"origins" jsonb NOT NULL,
	"scope" jsonb NOT NULL,
	"quota_per_day" integer,
	"rate_per_minute" integer NOT NULL,
	"per_address_per_minute" integer NOT NULL,
	"theme" jsonb NOT NULL,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "citymatch"."partner_keys" ADD CONSTRAINT "partner_keys_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "citymatch"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "partner_keys_hash" ON "citymatch"."partner_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "partner_keys_partner" ON "citymatch"."partner_keys" USING btree ("partner_id","created_at");--> statement-breakpoint
CREATE INDEX "partner_usage_partner" ON "citymatch"."partner_usage" USING btree ("partner_id","day");