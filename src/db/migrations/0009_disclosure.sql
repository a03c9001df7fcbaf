ALTER TABLE "citymatch"."challenges" ADD COLUMN "shown_to" text DEFAULT 'secretariat' NOT NULL;--> statement-breakpoint
ALTER TABLE "citymatch"."challenges" ADD COLUMN "public_title" text;--> statement-breakpoint
ALTER TABLE "citymatch"."challenges" ADD COLUMN "public_statement" text;