CREATE SCHEMA IF NOT EXISTS "citymatch";
--> statement-breakpoint
CREATE TABLE "citymatch"."embeddings" (
	"text_hash" text NOT NULL,
	"model_id" text NOT NULL,
	"vector" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "embeddings_model_id_text_hash_pk" PRIMARY KEY("model_id","text_hash")
);
--> statement-breakpoint
CREATE TABLE "citymatch"."entries" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'published' NOT NULL,
	"title" text NOT NULL,
	"country" text NOT NULL,
	"language" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"location_approximate" boolean DEFAULT true NOT NULL,
	"body" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"relayed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "citymatch"."settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "entries_status_kind" ON "citymatch"."entries" USING btree ("status","kind");--> statement-breakpoint
CREATE INDEX "entries_providers" ON "citymatch"."entries" USING gin (("body" -> 'providers') jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "outbox_unrelayed" ON "citymatch"."outbox" USING btree ("id") WHERE relayed_at is null;