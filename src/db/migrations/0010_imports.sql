CREATE TABLE "citymatch"."imports" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"format" text NOT NULL,
	"content" "bytea",
	"size" integer NOT NULL,
	"status" text NOT NULL,
	"dry_run" boolean NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_saved" integer DEFAULT 0 NOT NULL,
	"report" jsonb,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "imports_created" ON "citymatch"."imports" USING btree ("created_at");