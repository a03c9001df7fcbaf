CREATE TABLE "citymatch"."search_words" (
	"id" text PRIMARY KEY NOT NULL,
	"revision" text NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"title_key" text NOT NULL,
	"sectors" text[] NOT NULL,
	"countries" text[] NOT NULL,
	"sdgs" text[] NOT NULL,
	"pathways" text[] NOT NULL,
	"regions" text[] NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_words_words" ON "citymatch"."search_words" USING gin ("words");