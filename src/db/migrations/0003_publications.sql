CREATE TABLE "citymatch"."publications" (
	"id" text PRIMARY KEY NOT NULL,
	"challenge_id" text NOT NULL,
	"number" integer NOT NULL,
	"key" text NOT NULL,
	"answer" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "citymatch"."publications" ADD CONSTRAINT "publications_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "citymatch"."challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "publications_number" ON "citymatch"."publications" USING btree ("challenge_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "publications_key" ON "citymatch"."publications" USING btree ("challenge_id","key");