CREATE TABLE "citymatch"."entry_contacts" (
	"entry_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."entry_drafts" (
	"entry_id" text PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL,
	"base_hash" text NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."entry_links" (
	"entry_id" text NOT NULL,
	"field" text NOT NULL,
	"url" text NOT NULL,
	"state" text NOT NULL,
	"failed_days" integer DEFAULT 0 NOT NULL,
	"last_failed_on" date,
	"result" text NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"worked_at" timestamp with time zone,
	CONSTRAINT "entry_links_entry_id_field_pk" PRIMARY KEY("entry_id","field")
);
--> statement-breakpoint
CREATE TABLE "citymatch"."entry_questions" (
	"id" text PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"period" text NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"text" text DEFAULT '' NOT NULL,
	"answered_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	CONSTRAINT "entry_questions_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "entry_questions_once" UNIQUE("entry_id","period")
);
--> statement-breakpoint
ALTER TABLE "citymatch"."entries" ADD COLUMN "last_verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "citymatch"."entries" ADD COLUMN "last_verified_by" text;--> statement-breakpoint
ALTER TABLE "citymatch"."entry_contacts" ADD CONSTRAINT "entry_contacts_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "citymatch"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."entry_drafts" ADD CONSTRAINT "entry_drafts_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "citymatch"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."entry_links" ADD CONSTRAINT "entry_links_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "citymatch"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."entry_questions" ADD CONSTRAINT "entry_questions_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "citymatch"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entry_links_dead" ON "citymatch"."entry_links" USING btree ("entry_id") WHERE state in ('dead', 'refused');--> statement-breakpoint
CREATE INDEX "entry_questions_open" ON "citymatch"."entry_questions" USING btree ("entry_id") WHERE answer = 'wrong' and done_at is null;