-- Every leg as now known, as topic flight.state tells it: newest version only; a forgotten leg has no row. Only columns
-- that stay the same for a leg's life are indexed, so that a new state costs no index.
CREATE TABLE iropsd.flight_state (
    leg_id text PRIMARY KEY,
    version bigint NOT NULL,
    status text NOT NULL,
    airline text,
    flight_number text NOT NULL,
    flight_date date NOT NULL,
    origin text NOT NULL,
    destination text,
    tail_number text,
    scheduled_departure timestamptz,
    scheduled_arrival timestamptz,
    departure_delay_minutes integer,
    arrival_delay_minutes integer,
    category text,
    predicted_delay_minutes integer,
    predicted_root text,
    event_time timestamptz NOT NULL,
    body jsonb NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX flight_state_flight_date ON iropsd.flight_state (flight_date, origin);
