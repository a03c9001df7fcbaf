ALTER TABLE "citymatch"."introductions" DROP CONSTRAINT "introductions_provider_token_hash_unique";--> statement-breakpoint
ALTER TABLE "citymatch"."introductions" DROP COLUMN "provider_token_hash";--> statement-breakpoint
ALTER TABLE "citymatch"."introductions" DROP COLUMN "token_expires_at";