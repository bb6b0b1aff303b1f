-- Every booking as now known, as topic booking.state tells it: newest version only; a forgotten booking has no row.
CREATE TABLE iropsd.bookings (
    booking_id text PRIMARY KEY,
    version bigint NOT NULL,
    status text NOT NULL,
    passengers integer NOT NULL,
    needs_rebooking boolean NOT NULL,
    event_time timestamptz NOT NULL,
    trigger_event_id text,
    correlation_id text,
    body jsonb NOT NULL
) WITH (fillfactor = 70);

-- The flights of that version in the order of travel, `place` from 1 on. Written with it in one transaction by the sink
-- alone, so no foreign key is checked.
CREATE TABLE iropsd.booking_segments (
    booking_id text NOT NULL,
    leg_id text NOT NULL,
    place integer NOT NULL,
    destination text,
    cabin text,
    seat text,
    status text,
    connection text,
    departure_delay_minutes integer,
    arrival_delay_minutes integer,
    PRIMARY KEY (booking_id, leg_id)
);
CREATE INDEX booking_segments_leg_id ON iropsd.booking_segments (leg_id);
