-- What passengers were told, as topic notifications has it.
CREATE TABLE iropsd.notifications (
    notification_id text PRIMARY KEY,
    passenger_id text NOT NULL,
    channel text NOT NULL,
    template_id text NOT NULL,
    urgency text NOT NULL,
    priority integer,
    language text,
    booking_id text,
    leg_id text,
    disruption_id text,
    event_time timestamptz,
    trigger_event_id text,
    correlation_id text,
    body jsonb NOT NULL
);
CREATE INDEX notifications_passenger_id ON iropsd.notifications (passenger_id);
CREATE INDEX notifications_event_time ON iropsd.notifications (event_time);
