-- What the sink remembers: how far it has read, who may write, what it could not write.

-- The next offset to read of each partition. Written in the transaction that writes the rows, so that rows and
-- positions never disagree. `log` rises when a topic was made anew and its offsets began again.
CREATE TABLE iropsd.sink_positions (
    topic text NOT NULL,
    partition integer NOT NULL,
    log integer NOT NULL DEFAULT 1,
    next_offset bigint NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition)
);

-- One row. A sink that starts raises the epoch; one with an older epoch can write nothing any more.
CREATE TABLE iropsd.sink_fence (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch bigint NOT NULL,
    holder text NOT NULL,
    taken_at timestamptz NOT NULL
);
INSERT INTO iropsd.sink_fence (epoch, holder, taken_at) VALUES (0, 'nobody', now());

-- Records that the database refused, with its reason; the topic still has them.
CREATE TABLE iropsd.sink_rejects (
    topic text NOT NULL,
    partition integer NOT NULL,
    log integer NOT NULL,
    record_offset bigint NOT NULL,
    reason text NOT NULL,
    rejected_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition, log, record_offset)
);
