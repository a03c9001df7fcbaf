-- The record is added to, never changed: whoever tries is refused by the database itself.
CREATE FUNCTION "citymatch"."refuse_change_of_audit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'The record (citymatch.audit) is only ever added to: % is refused', TG_OP;
END $$;
--> statement-breakpoint
CREATE TRIGGER "audit_rows_stay" BEFORE UPDATE OR DELETE ON "citymatch"."audit"
	FOR EACH ROW EXECUTE FUNCTION "citymatch"."refuse_change_of_audit"();
--> statement-breakpoint
CREATE TRIGGER "audit_stays" BEFORE TRUNCATE ON "citymatch"."audit"
	FOR EACH STATEMENT EXECUTE FUNCTION "citymatch"."refuse_change_of_audit"();
