CREATE TABLE "citymatch"."exposure" (
	"day" date NOT NULL,
	"entry_id" text NOT NULL,
	"shown" integer NOT NULL,
	"first" integer NOT NULL,
	CONSTRAINT "exposure_day_entry_id_pk" PRIMARY KEY("day","entry_id")
);
