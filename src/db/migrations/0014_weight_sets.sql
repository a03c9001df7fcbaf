CREATE TABLE "citymatch"."weight_sets" (
	"id" text PRIMARY KEY NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"weights" jsonb NOT NULL,
	"origin" text NOT NULL,
	"state" text NOT NULL,
	"report" jsonb,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "weight_sets_in_use" ON "citymatch"."weight_sets" USING btree ("state") WHERE state = 'in-use';--> statement-breakpoint
CREATE UNIQUE INDEX "weight_sets_proposed" ON "citymatch"."weight_sets" USING btree ("state") WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "weight_sets_made" ON "citymatch"."weight_sets" USING btree ("made_at");