-- The highest version of each disruption, as topic disruption.events tells it. `body` is the whole record; the columns
-- are its fields. Free space in the pages lets a new version stay beside its row, untouched by any index.
CREATE TABLE iropsd.disruptions (
    disruption_id text PRIMARY KEY,
    version bigint NOT NULL,
    lifecycle text NOT NULL,
    confirmed boolean NOT NULL,
    pattern text NOT NULL,
    severity text NOT NULL,
    category text,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    root_kind text,
    root_id text,
    root_cause text,
    parent_id text,
    superseded_by text,
    confidence double precision,
    detected_at timestamptz,
    first_effect_at timestamptz,
    lead_minutes integer,
    event_time timestamptz NOT NULL,
    explanation text,
    trigger_event_id text,
    correlation_id text,
    config_id text,
    body jsonb NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX disruptions_detected_at ON iropsd.disruptions (detected_at);
CREATE INDEX disruptions_subject_id ON iropsd.disruptions (subject_id);

-- The legs of that version. Written with it in one transaction by the sink alone, so no foreign key is checked.
CREATE TABLE iropsd.disruption_legs (
    disruption_id text NOT NULL,
    leg_id text NOT NULL,
    depth integer,
    predicted_delay_minutes integer,
    reactionary_minutes integer,
    scheduled_departure timestamptz,
    PRIMARY KEY (disruption_id, leg_id)
);
CREATE INDEX disruption_legs_leg_id ON iropsd.disruption_legs (leg_id);
