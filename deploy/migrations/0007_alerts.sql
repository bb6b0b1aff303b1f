-- Every version of every alert, as topic alerts has it: who made it, the data or which operator, and why.
CREATE TABLE iropsd.alert_audit (
    alert_id text NOT NULL,
    version bigint NOT NULL,
    state text NOT NULL,
    severity text NOT NULL,
    by_kind text NOT NULL,
    by_id text,
    why text,
    disruption_id text,
    pattern text,
    subject_kind text,
    subject_id text,
    text text,
    muted_until timestamptz,
    event_time timestamptz NOT NULL,
    trigger_event_id text,
    correlation_id text,
    body jsonb NOT NULL,
    PRIMARY KEY (alert_id, version)
);
CREATE INDEX alert_audit_event_time ON iropsd.alert_audit (event_time);

-- The highest version of each.
CREATE TABLE iropsd.alerts (LIKE iropsd.alert_audit, PRIMARY KEY (alert_id)) WITH (fillfactor = 70);
CREATE INDEX alerts_disruption_id ON iropsd.alerts (disruption_id);
