-- What the sink may do in the database, and nothing else. Run by the owner of schema iropsd, who migrates, after
-- `iropsd migrate`, and again whenever a migration was applied; a second run does no harm:
--     psql "$OWNER_URL" -v sink=iropsd_sink -f grants.sql
-- The role `sink` is there already: CREATE ROLE iropsd_sink LOGIN PASSWORD '…'.
\set ON_ERROR_STOP on
BEGIN;

SELECT current_database() AS database \gset
-- It brings rows to temporary tables first, and merges them from there.
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO :"sink";
GRANT USAGE ON SCHEMA iropsd TO :"sink";
REVOKE ALL ON ALL TABLES IN SCHEMA iropsd FROM :"sink";

GRANT SELECT ON iropsd.schema_migrations TO :"sink";
GRANT SELECT, UPDATE ON iropsd.sink_fence TO :"sink";
GRANT SELECT, INSERT, UPDATE ON iropsd.sink_positions TO :"sink";
GRANT INSERT ON iropsd.sink_rejects TO :"sink";
GRANT SELECT, INSERT, UPDATE ON iropsd.disruptions, iropsd.alerts TO :"sink";
GRANT SELECT, INSERT, UPDATE, DELETE ON iropsd.disruption_legs, iropsd.flight_state TO :"sink";
GRANT SELECT, INSERT, UPDATE, DELETE ON iropsd.bookings, iropsd.booking_segments TO :"sink";
GRANT SELECT, INSERT ON iropsd.dead_letters, iropsd.notifications, iropsd.alert_audit TO :"sink";

COMMIT;
