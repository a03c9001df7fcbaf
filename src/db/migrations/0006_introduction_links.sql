CREATE TABLE "citymatch"."introduction_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"introduction_id" text NOT NULL,
	"side" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "citymatch"."introductions" ADD COLUMN "invited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "citymatch"."introduction_links" ADD CONSTRAINT "introduction_links_introduction_id_introductions_id_fk" FOREIGN KEY ("introduction_id") REFERENCES "citymatch"."introductions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "introduction_links_introduction" ON "citymatch"."introduction_links" USING btree ("introduction_id");