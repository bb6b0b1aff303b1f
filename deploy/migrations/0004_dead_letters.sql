-- Records that could not be used, as topic dead.letter.queue has them: `source_` says where the original is.
-- `dlq_` is its place in that topic; the time tells apart what a topic that was made anew has at the same place.
-- `value` is null where it was withheld.
CREATE TABLE iropsd.dead_letters (
    dlq_partition integer NOT NULL,
    dlq_offset bigint NOT NULL,
    reason text NOT NULL,
    detail text,
    stage text,
    attempt integer,
    config_id text,
    source_topic text,
    source_partition integer,
    source_offset bigint,
    source_time timestamptz,
    dead_lettered_at timestamptz NOT NULL,
    value_withheld boolean NOT NULL,
    key bytea,
    value bytea,
    PRIMARY KEY (dlq_partition, dlq_offset, dead_lettered_at)
);
CREATE INDEX dead_letters_source ON iropsd.dead_letters (source_topic, source_partition, source_offset);
CREATE INDEX dead_letters_time ON iropsd.dead_letters (dead_lettered_at);
