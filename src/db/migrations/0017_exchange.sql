CREATE TABLE "citymatch"."entry_changes" (
	"entry_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"position" bigint
);
--> statement-breakpoint
CREATE TABLE "citymatch"."harvest_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"failure" text,
	"counts" jsonb NOT NULL,
	"refused" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."harvest_sources" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"sectors" text[] NOT NULL,
	"countries" text[] NOT NULL,
	"takes_as" text DEFAULT 'draft' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"asked_at" timestamp with time zone,
	"cursor" text,
	"pass" text,
	"run_id" text,
	"run_until" timestamp with time zone,
	"harvested_at" timestamp with time zone,
	CONSTRAINT "harvest_sources_address_unique" UNIQUE("address")
);
--> statement-breakpoint
CREATE TABLE "citymatch"."harvested_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"their_id" text NOT NULL,
	"their_address" text NOT NULL,
	"state" text NOT NULL,
	"entry_id" text,
	"body" jsonb NOT NULL,
	"their_hash" text NOT NULL,
	"offered_hash" text,
	"look_alikes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"pass" text,
	"notice" text,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "citymatch"."harvest_runs" ADD CONSTRAINT "harvest_runs_source_id_harvest_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "citymatch"."harvest_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."harvested_entries" ADD CONSTRAINT "harvested_entries_source_id_harvest_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "citymatch"."harvest_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "entry_changes_position" ON "citymatch"."entry_changes" USING btree ("position");--> statement-breakpoint
CREATE INDEX "entry_changes_waiting" ON "citymatch"."entry_changes" USING btree ("at","entry_id") WHERE position is null;--> statement-breakpoint
CREATE INDEX "harvest_runs_source" ON "citymatch"."harvest_runs" USING btree ("source_id","started_at");--> statement-breakpoint
CREATE INDEX "harvest_sources_name" ON "citymatch"."harvest_sources" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "harvested_entries_theirs" ON "citymatch"."harvested_entries" USING btree ("source_id","their_id");--> statement-breakpoint
CREATE INDEX "harvested_entries_ours" ON "citymatch"."harvested_entries" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "harvested_entries_asked" ON "citymatch"."harvested_entries" USING btree ("fetched_at","id") WHERE state = 'asked' and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "harvested_entries_notice" ON "citymatch"."harvested_entries" USING btree ("id") WHERE notice is not null;--> statement-breakpoint
-- Every change that readers see, whoever writes it: also processes of a version that knows nothing of the feed.
CREATE FUNCTION "citymatch"."note_entry_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	changed "citymatch"."entries";
BEGIN
	IF TG_OP = 'DELETE' THEN
		IF OLD.status <> 'published' THEN RETURN NULL; END IF;
		changed := OLD;
	ELSIF TG_OP = 'UPDATE' THEN
		IF OLD.status <> 'published' AND NEW.status <> 'published' THEN RETURN NULL; END IF;
		IF OLD.status = NEW.status AND OLD.content_hash = NEW.content_hash THEN RETURN NULL; END IF;
		changed := NEW;
	ELSE
		IF NEW.status <> 'published' THEN RETURN NULL; END IF;
		changed := NEW;
	END IF;
	INSERT INTO "citymatch"."entry_changes" ("entry_id", "kind", "at")
	VALUES (changed.id, changed.kind, clock_timestamp())
	ON CONFLICT ("entry_id") DO UPDATE SET "kind" = excluded."kind", "at" = excluded."at", "position" = NULL;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "entry_change_is_noted" AFTER INSERT OR UPDATE OR DELETE ON "citymatch"."entries"
	FOR EACH ROW EXECUTE FUNCTION "citymatch"."note_entry_change"();
--> statement-breakpoint
INSERT INTO "citymatch"."entry_changes" ("entry_id", "kind", "at")
SELECT "id", "kind", "updated_at" FROM "citymatch"."entries" WHERE "status" = 'published';
