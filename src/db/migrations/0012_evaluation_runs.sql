CREATE TABLE "citymatch"."evaluation_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"who" text,
	"who_name" text,
	"took_ms" integer NOT NULL,
	"model" text NOT NULL,
	"engine" text NOT NULL,
	"entries" integer NOT NULL,
	"basis" jsonb NOT NULL,
	"weights" jsonb NOT NULL,
	"judgments" jsonb NOT NULL,
	"figures" jsonb NOT NULL,
	"statements" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "evaluation_runs_at" ON "citymatch"."evaluation_runs" USING btree ("at","id");