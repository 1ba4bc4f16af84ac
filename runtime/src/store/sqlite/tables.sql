-- The bookkeeping tables, format 2 (decision notes 004 and 009).
--
-- Columns without a type hold keys of any type, as they are. No table is STRICT: older tools could not open the database.

CREATE TABLE main.heirloom_format (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    format INTEGER NOT NULL,
    made_at INTEGER NOT NULL
);

CREATE TABLE main.heirloom_job (
    job INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    entity TEXT NOT NULL,
    version TEXT NOT NULL,
    records TEXT NOT NULL,
    key_column TEXT NOT NULL,
    document_column TEXT NOT NULL,
    carry_column TEXT,
    run INTEGER NOT NULL,
    pass INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    stale INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER
);

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

CREATE TABLE main.heirloom_quarantine (
    job INTEGER NOT NULL REFERENCES heirloom_job (job),
    key NOT NULL,
    version TEXT,
    code TEXT NOT NULL,
    path TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    run INTEGER NOT NULL,
    pass INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (job, key)
);

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
