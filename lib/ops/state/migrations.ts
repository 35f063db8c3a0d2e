/**
 * The schema of the operational state, one step per entry; `PRAGMA user_version` counts the steps that were taken.
 * A step that was released is never edited: later needs are appended.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    report TEXT NOT NULL,
    window_id TEXT,
    cause TEXT NOT NULL CHECK (cause IN ('schedule', 'command')),
    status TEXT NOT NULL CHECK (status IN ('running', 'done', 'held', 'failed', 'interrupted')),
    started_at TEXT NOT NULL,
    ended_at TEXT,
    folder TEXT,
    error TEXT,
    owner_host TEXT NOT NULL,
    owner_pid INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX runs_by_report ON runs (report, started_at);

  CREATE TABLE schedules (
    report TEXT PRIMARY KEY,
    cron TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    planned_until TEXT NOT NULL
  ) STRICT;

  CREATE TABLE claims (
    report TEXT NOT NULL,
    window_id TEXT NOT NULL,
    fires_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('due', 'running', 'done', 'held', 'failed', 'missed', 'abandoned')),
    attempts INTEGER NOT NULL DEFAULT 0,
    owner_host TEXT,
    owner_pid INTEGER,
    owner_token TEXT,
    lease_until TEXT,
    run_id INTEGER REFERENCES runs (id),
    note TEXT,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (report, window_id)
  ) STRICT;
  CREATE INDEX claims_open ON claims (fires_at) WHERE state IN ('due', 'running');

  CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    content_key TEXT NOT NULL UNIQUE,
    report TEXT NOT NULL,
    window_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    subject TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    eml BLOB,
    state TEXT NOT NULL CHECK (state IN (
      'pending', 'sending', 'sent', 'partial', 'rejected', 'deferred', 'failed', 'unknown', 'superseded')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TEXT,
    content_released INTEGER NOT NULL DEFAULT 0,
    owner_host TEXT,
    owner_pid INTEGER,
    owner_token TEXT,
    lease_until TEXT,
    last_error TEXT,
    corrects INTEGER REFERENCES messages (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX messages_by_window ON messages (report, window_id);
  CREATE INDEX messages_open ON messages (next_attempt_at) WHERE state IN ('pending', 'deferred', 'sending');

  CREATE TABLE deliveries (
    message INTEGER NOT NULL REFERENCES messages (id),
    recipient TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'rejected', 'deferred', 'unknown')),
    response TEXT,
    settled_at TEXT,
    PRIMARY KEY (message, recipient)
  ) STRICT;

  CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
  CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
  `,
];
