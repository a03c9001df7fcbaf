CREATE TABLE "citymatch"."people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"role" text DEFAULT 'reviewer' NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "citymatch"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "citymatch"."audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text DEFAULT '' NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"challenge_id" text,
	"before" jsonb,
	"after" jsonb,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "citymatch"."approvals" (
	"id" text PRIMARY KEY NOT NULL,
	"challenge_id" text NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."challenges" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_key" text,
	"status" text DEFAULT 'received' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"title" text NOT NULL,
	"statement" text NOT NULL,
	"outcome" text DEFAULT '' NOT NULL,
	"tried" text DEFAULT '' NOT NULL,
	"city_name" text NOT NULL,
	"country" text NOT NULL,
	"population" integer,
	"climate" text,
	"sectors" text[] DEFAULT '{}'::text[] NOT NULL,
	"budget" text DEFAULT 'unknown' NOT NULL,
	"timeframe" text DEFAULT 'unknown' NOT NULL,
	"language" text NOT NULL,
	"disclosure" text DEFAULT 'secretariat' NOT NULL,
	"contact_name" text,
	"contact_email" text,
	"consents" jsonb NOT NULL,
	"token_hash" text NOT NULL,
	"token_expires_at" timestamp with time zone NOT NULL,
	"claimed_by" text,
	"claimed_until" timestamp with time zone,
	"assigned_to" text,
	"approvals_needed" integer DEFAULT 1 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"end_reason" text,
	"submitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"proposed_at" timestamp with time zone,
	"first_answer_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"first_introduction_at" timestamp with time zone,
	"escalation" integer DEFAULT 0 NOT NULL,
	"erased_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "challenges_submission_key_unique" UNIQUE("submission_key"),
	CONSTRAINT "challenges_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "citymatch"."matches" (
	"id" text PRIMARY KEY NOT NULL,
	"challenge_id" text NOT NULL,
	"proposal_id" text,
	"entry_id" text NOT NULL,
	"origin" text NOT NULL,
	"status" text DEFAULT 'proposed' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"position" integer NOT NULL,
	"score" double precision NOT NULL,
	"band" text NOT NULL,
	"frozen" jsonb NOT NULL,
	"reasons" jsonb,
	"note" text DEFAULT '' NOT NULL,
	"rejection_reason" text,
	"rejection_note" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"dismissal_reason" text,
	"dismissal_note" text DEFAULT '' NOT NULL,
	"dismissed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."messages" (
	"id" text PRIMARY KEY NOT NULL,
	"challenge_id" text NOT NULL,
	"match_id" text,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"challenge_id" text NOT NULL,
	"number" integer NOT NULL,
	"model" text NOT NULL,
	"weights" jsonb NOT NULL,
	"catalogue_version" text NOT NULL,
	"language" text NOT NULL,
	"confident" boolean NOT NULL,
	"concepts" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."undo_steps" (
	"id" text PRIMARY KEY NOT NULL,
	"challenge_id" text NOT NULL,
	"person_id" text NOT NULL,
	"action" text NOT NULL,
	"steps" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "citymatch"."introductions" (
	"id" text PRIMARY KEY NOT NULL,
	"challenge_id" text NOT NULL,
	"match_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"status" text DEFAULT 'requested' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"provider_name" text,
	"provider_email" text,
	"city_consent_at" timestamp with time zone,
	"provider_consent_at" timestamp with time zone,
	"provider_token_hash" text,
	"token_expires_at" timestamp with time zone,
	"outcome" text,
	"end_reason" text,
	"end_note" text DEFAULT '' NOT NULL,
	"reminders_sent" integer DEFAULT 0 NOT NULL,
	"next_due_at" timestamp with time zone,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"introduced_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "introductions_provider_token_hash_unique" UNIQUE("provider_token_hash")
);
--> statement-breakpoint
CREATE TABLE "citymatch"."outcome_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"introduction_id" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"note" text DEFAULT '' NOT NULL,
	"reported_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citymatch"."mails" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"template" text NOT NULL,
	"to_name" text NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"challenge_id" text,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "citymatch"."sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "citymatch"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."approvals" ADD CONSTRAINT "approvals_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "citymatch"."challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."matches" ADD CONSTRAINT "matches_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "citymatch"."challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."matches" ADD CONSTRAINT "matches_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "citymatch"."proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."messages" ADD CONSTRAINT "messages_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "citymatch"."challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."proposals" ADD CONSTRAINT "proposals_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "citymatch"."challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."undo_steps" ADD CONSTRAINT "undo_steps_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "citymatch"."challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."introductions" ADD CONSTRAINT "introductions_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "citymatch"."challenges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citymatch"."outcome_reports" ADD CONSTRAINT "outcome_reports_introduction_id_introductions_id_fk" FOREIGN KEY ("introduction_id") REFERENCES "citymatch"."introductions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_person" ON "citymatch"."sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "audit_challenge" ON "citymatch"."audit" USING btree ("challenge_id","id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "citymatch"."audit" USING btree ("subject_kind","subject_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_person" ON "citymatch"."approvals" USING btree ("challenge_id","person_id");--> statement-breakpoint
CREATE INDEX "challenges_queue" ON "citymatch"."challenges" USING btree ("status","submitted_at","id");--> statement-breakpoint
CREATE INDEX "challenges_assigned" ON "citymatch"."challenges" USING btree ("assigned_to","submitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "matches_entry" ON "citymatch"."matches" USING btree ("challenge_id","entry_id") WHERE status <> 'superseded';--> statement-breakpoint
CREATE INDEX "matches_challenge" ON "citymatch"."matches" USING btree ("challenge_id","position");--> statement-breakpoint
CREATE INDEX "messages_challenge" ON "citymatch"."messages" USING btree ("challenge_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "proposals_number" ON "citymatch"."proposals" USING btree ("challenge_id","number");--> statement-breakpoint
CREATE INDEX "undo_steps_person" ON "citymatch"."undo_steps" USING btree ("challenge_id","person_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "introductions_match" ON "citymatch"."introductions" USING btree ("match_id") WHERE status in ('requested', 'introduced');--> statement-breakpoint
CREATE INDEX "introductions_challenge" ON "citymatch"."introductions" USING btree ("challenge_id");--> statement-breakpoint
CREATE INDEX "introductions_due" ON "citymatch"."introductions" USING btree ("next_due_at") WHERE next_due_at is not null;--> statement-breakpoint
CREATE INDEX "outcome_reports_introduction" ON "citymatch"."outcome_reports" USING btree ("introduction_id","created_at");--> statement-breakpoint
CREATE INDEX "mails_queued" ON "citymatch"."mails" USING btree ("created_at") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "mails_challenge" ON "citymatch"."mails" USING btree ("challenge_id");