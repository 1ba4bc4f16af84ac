-- From format 1 to format 2 of the bookkeeping tables (decision note 009).

ALTER TABLE main.heirloom_job ADD COLUMN carry_column TEXT;

-- SQLite cannot change a CHECK, so the table is made anew. Not by renaming, which would take the user's views along.
CREATE TABLE main.heirloom_job_range_1 AS SELECT * FROM main.heirloom_job_range;

DROP TABLE main.heirloom_job_range;

CREATE TABLE main.heirloom_job_range (
    job INTEGER NOT NULL REFERENCES heirloom_job (job),
    run INTEGER NOT NULL,
    pass INTEGER NOT NULL,
    range_no INTEGER NOT NULL,
    last_key,
    end_key,
    seq INTEGER NOT NULL,
    done INTEGER NOT NULL,
    scanned INTEGER NOT NULL,
    upgraded INTEGER NOT NULL,
    current INTEGER NOT NULL,
    newer INTEGER NOT NULL,
    empty INTEGER NOT NULL,
    set_aside INTEGER NOT NULL,
    conflicted INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (job, run, pass, range_no),
    CHECK (scanned = upgraded + current + newer + empty + set_aside + conflicted + removed)
);

INSERT INTO main.heirloom_job_range SELECT *, 0 FROM main.heirloom_job_range_1;

DROP TABLE main.heirloom_job_range_1;

-- Rows that a step took away, as they were: removed for a reason of the step's, or joined into another record.
CREATE TABLE main.heirloom_removed (
    removed INTEGER PRIMARY KEY,
    job INTEGER NOT NULL REFERENCES heirloom_job (job),
    run INTEGER NOT NULL,
    records TEXT NOT NULL,
    key NOT NULL,
    document,
    carry,
    cause TEXT NOT NULL CHECK (cause IN ('removed', 'joined')),
    reason TEXT NOT NULL,
    removed_at INTEGER NOT NULL
);

CREATE INDEX main.heirloom_removed_run ON heirloom_removed (job, run, cause);

-- Which record each emitted row came from.
CREATE TABLE main.heirloom_emitted (
    records TEXT NOT NULL,
    key NOT NULL,
    job INTEGER NOT NULL REFERENCES heirloom_job (job),
    run INTEGER NOT NULL,
    source NOT NULL,
    position INTEGER NOT NULL,
    emitted_at INTEGER NOT NULL,
    PRIMARY KEY (records, key)
);

CREATE INDEX main.heirloom_emitted_source ON heirloom_emitted (job, run, source);

UPDATE main.heirloom_format SET format = 2;
