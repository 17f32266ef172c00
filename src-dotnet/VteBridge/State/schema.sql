-- The state of VteBridge, format 2 (format 1 had no server_costs). Any SQLite tool may read it; while VteBridge runs, open it read-only.
-- Raw times are VTE's own local times as its columns hold them: yyyy-MM-ddTHH:mm:ss.fffffff. Moments are UTC and end in Z.
-- Every date is written in the Gregorian calendar, whatever the language of the machine. "day" is the day of VTE's raw time.

CREATE TABLE facts (
  name TEXT PRIMARY KEY NOT NULL, -- 'created', 'database', 'transactions', 'imported', 'nights', 'retests' (JSON), 'last …'
  value TEXT NOT NULL             -- 'transactions' counts all changes of this file, so that a copy that lacks some is recognised
) WITHOUT ROWID;

-- The outcome of each run and repair: one row for each report id.
CREATE TABLE reports (
  sequence INTEGER PRIMARY KEY,   -- grows in the order in which reports were first recorded
  id TEXT NOT NULL UNIQUE,        -- the report's id in lower case; for a run VTE's Index_GUID
  kind TEXT NOT NULL,             -- 'Run', 'Repair'
  timestamp TEXT NOT NULL,        -- raw time of the run or repair
  day TEXT NOT NULL,              -- day of that raw time: yyyy-MM-dd
  testplan TEXT,
  header_fingerprint TEXT NOT NULL, -- hash of VTE's header row; empty: not known (recorded by 0.1.0, or being replaced)
  fingerprint TEXT NOT NULL,      -- hash of all facts that VTE holds about the run or repair; empty as above
  sent_hash TEXT NOT NULL,        -- hash of the bytes that were sent, or of the reason why none were; empty: being replaced
  outcome TEXT NOT NULL,          -- 'Accepted', 'Queued', 'Rejected', 'Unavailable' (lost, or a newer version is being delivered), 'Excluded'
  verdict TEXT,                   -- as sent: 'Passed', 'Failed', 'Error', 'Terminated'; null without a report
  program TEXT,                   -- the version of VteBridge that the report names; null without a report
  in_queue INTEGER NOT NULL DEFAULT 0, -- 1: the report was written to our own queue folder, where a lost file is noticed
  flags TEXT,                     -- what is odd about the report, a JSON array of texts; null: nothing
  first_recorded_at TEXT NOT NULL, -- moment
  recorded_at TEXT NOT NULL,      -- moment of the last change
  written INTEGER NOT NULL        -- the fact 'transactions' at the last change
);
CREATE INDEX reports_by_time ON reports (timestamp);
CREATE INDEX reports_by_day ON reports (day, kind, outcome, verdict, testplan);
CREATE INDEX reports_queued ON reports (sequence) WHERE outcome = 'Queued';
CREATE INDEX reports_unavailable ON reports (kind, sequence) WHERE outcome = 'Unavailable';
CREATE INDEX reports_lost ON reports (sequence) WHERE outcome = 'Unavailable';
CREATE INDEX reports_flagged ON reports (day) WHERE flags IS NOT NULL;

-- The position of each source: every row of VTE before it has an outcome.
CREATE TABLE checkpoints (
  source TEXT PRIMARY KEY NOT NULL, -- 'runs', 'repairs'
  timestamp TEXT NOT NULL,        -- raw time of the last row
  id TEXT NOT NULL,               -- key of the last row; empty: the position is before every row of that time
  saved_at TEXT NOT NULL          -- moment
) WITHOUT ROWID;

-- Runs and repairs that could not be mapped or were rejected, with what to do.
CREATE TABLE dead_letters (
  sequence INTEGER PRIMARY KEY,   -- the newest is the highest
  id TEXT NOT NULL UNIQUE,        -- id of the report
  kind TEXT NOT NULL,             -- 'Run', 'Repair'
  source TEXT NOT NULL,           -- VTE's own key, or a description of a row without one
  timestamp TEXT,                 -- raw time; null where VTE has none
  serial TEXT,
  station TEXT,
  testplan TEXT,
  cause TEXT NOT NULL,            -- the same text for all dead letters that one correction resolves
  what TEXT NOT NULL,             -- what is wrong
  fix TEXT NOT NULL,              -- what to do
  recorded_at TEXT NOT NULL,      -- moment
  report TEXT,                    -- the rejected report, or its beginning if it is long
  report_bytes INTEGER,           -- the length of the whole report
  report_file TEXT                -- the file with the whole report; null: the report is whole here, or lost
);
CREATE INDEX dead_letters_by_cause ON dead_letters (cause);

-- How far each backfill has come.
CREATE TABLE backfills (
  key TEXT PRIMARY KEY NOT NULL,  -- range, slice and order of the call
  chunk TEXT,                     -- raw time at which the piece in work begins; null: all is done
  runs_timestamp TEXT,
  runs_id TEXT,
  repairs_timestamp TEXT,
  repairs_id TEXT,
  until TEXT,                     -- raw time of the end if that was "now" at the beginning; null: the call names the end
  saved_at TEXT NOT NULL          -- moment
) WITHOUT ROWID;

-- What the server said about each day when it was last compared.
CREATE TABLE days (
  source TEXT NOT NULL,           -- 'runs', 'repairs'
  day TEXT NOT NULL,              -- yyyy-MM-dd
  row_count INTEGER NOT NULL,
  checksum TEXT NOT NULL,         -- over ids and header columns, as the server computed it
  saved_at TEXT NOT NULL,         -- moment
  PRIMARY KEY (source, day)
) WITHOUT ROWID;

-- How many reports of each day were forgotten because of their age, so that a count of the whole history still adds up.
CREATE TABLE pruned (
  day TEXT NOT NULL,              -- yyyy-MM-dd
  kind TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  PRIMARY KEY (day, kind)
) WITHOUT ROWID;

-- Days on which, at the last count, VTE had another number of rows than the store had outcomes.
CREATE TABLE census (
  source TEXT NOT NULL,           -- 'runs', 'repairs'
  day TEXT NOT NULL,              -- yyyy-MM-dd; empty: the rows without a time or key
  in_vte INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  PRIMARY KEY (source, day)
) WITHOUT ROWID;

-- VTE's tables and columns as last accepted: one row.
CREATE TABLE schema (
  resolved TEXT NOT NULL,         -- JSON
  saved_at TEXT NOT NULL          -- moment
);

-- What reading cost the database server on each day, as the server reports it for our own sessions. No row: it did not report.
CREATE TABLE server_costs (
  day TEXT PRIMARY KEY NOT NULL,  -- yyyy-MM-dd
  cycles INTEGER NOT NULL,
  cpu_ms INTEGER NOT NULL,
  logical_reads INTEGER NOT NULL,
  reads INTEGER NOT NULL,
  row_count INTEGER NOT NULL,     -- rows sent by the server
  elapsed_ms INTEGER NOT NULL,
  longest_lock_wait_ms INTEGER    -- null: not reported
) WITHOUT ROWID;

-- The last transaction of each day on which VteBridge worked. Pruning uses it to find old reports without trusting a clock.
CREATE TABLE working_days (
  day TEXT PRIMARY KEY NOT NULL,  -- yyyy-MM-dd of the database's clock
  written INTEGER NOT NULL        -- the fact 'transactions' when the day was last seen
) WITHOUT ROWID;
