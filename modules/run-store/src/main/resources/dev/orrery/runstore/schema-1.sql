-- Version 1 of the run store, in third normal form but for setting.number, which its index needs.

CREATE TABLE study (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- SHA-256 of the definition
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL, -- JSON
  status TEXT NOT NULL,
  created TEXT NOT NULL,
  folder TEXT
) STRICT;

CREATE TABLE build (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  revision TEXT NOT NULL, -- the commit of the sources, or the version
  UNIQUE (version, revision)
) STRICT;

CREATE TABLE machine (
  id INTEGER PRIMARY KEY,
  processor TEXT NOT NULL,
  architecture TEXT NOT NULL,
  logical_cores INTEGER NOT NULL,
  vector_bits INTEGER NOT NULL,
  jdk TEXT NOT NULL,
  system TEXT NOT NULL,
  first_level_cache INTEGER NOT NULL,
  second_level_cache INTEGER NOT NULL,
  UNIQUE (processor, architecture, logical_cores, vector_bits, jdk, system, first_level_cache, second_level_cache)
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- what people know it by
  kind TEXT NOT NULL CHECK (kind IN ('run', 'trial', 'replay')),
  name TEXT UNIQUE,
  group_name TEXT,
  algorithm TEXT NOT NULL,
  created TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  seconds REAL,
  epochs INTEGER,
  seed INTEGER NOT NULL,
  hosts INTEGER NOT NULL,
  backend TEXT NOT NULL,
  device TEXT,
  threads INTEGER NOT NULL,
  build_id INTEGER NOT NULL REFERENCES build (id),
  machine_id INTEGER NOT NULL REFERENCES machine (id),
  folder TEXT UNIQUE,
  model_sha256 TEXT,
  state_sha256 TEXT,
  from_folder TEXT,
  from_sha256 TEXT, -- of the state that training began with
  replay_of TEXT, -- run.key
  study_id INTEGER REFERENCES study (id) ON DELETE CASCADE,
  trial TEXT,
  repetition INTEGER NOT NULL,
  fold INTEGER NOT NULL,
  UNIQUE (study_id, trial),
  CHECK ((kind = 'trial') = (study_id IS NOT NULL))
) STRICT;

CREATE INDEX run_created ON run (kind, created);
CREATE INDEX run_algorithm ON run (algorithm, kind, created);
CREATE INDEX run_group ON run (group_name) WHERE group_name IS NOT NULL;
CREATE INDEX run_status ON run (status, kind, created);
CREATE INDEX run_model ON run (model_sha256) WHERE model_sha256 IS NOT NULL;
CREATE INDEX run_state ON run (state_sha256) WHERE state_sha256 IS NOT NULL;
CREATE INDEX run_from ON run (from_sha256) WHERE from_sha256 IS NOT NULL;
CREATE INDEX run_replay ON run (replay_of) WHERE replay_of IS NOT NULL;

CREATE TABLE hyperparameter (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE setting (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  hyperparameter_id INTEGER NOT NULL REFERENCES hyperparameter (id),
  value TEXT, -- in force; null where the run never came to it
  given TEXT, -- as it was given; null for a default
  varied INTEGER NOT NULL, -- whether it differs between the trials of the study
  number REAL, -- the value, where it is a number
  PRIMARY KEY (run_id, hyperparameter_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX setting_number ON setting (hyperparameter_id, number);
CREATE INDEX setting_value ON setting (hyperparameter_id, value);

CREATE TABLE metric (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('LOSS', 'SCORE', 'FIGURE', 'UNKNOWN')),
  UNIQUE (key, direction)
) STRICT;

CREATE TABLE measurement (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  metric_id INTEGER NOT NULL REFERENCES metric (id),
  value REAL, -- null where it is not a number
  PRIMARY KEY (run_id, metric_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX measurement_value ON measurement (metric_id, value);

CREATE TABLE curve_point (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  metric_id INTEGER NOT NULL REFERENCES metric (id),
  epoch INTEGER NOT NULL,
  value REAL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE data_set (
  id INTEGER PRIMARY KEY,
  argument TEXT NOT NULL, -- as it was given; empty for a channel that was split off
  sha256 TEXT NOT NULL, -- of its files
  row_count INTEGER, -- null where nobody counted
  feature_dim INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX data_set_known ON data_set (sha256, argument, feature_dim, ifnull(row_count, -1));

CREATE TABLE data_file (
  data_id INTEGER NOT NULL REFERENCES data_set (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (data_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX data_file_sha256 ON data_file (sha256);

CREATE TABLE channel (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  data_id INTEGER NOT NULL REFERENCES data_set (id),
  PRIMARY KEY (run_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_data ON channel (data_id);

CREATE TABLE tag (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  word TEXT NOT NULL,
  PRIMARY KEY (run_id, word)
) STRICT, WITHOUT ROWID;

CREATE INDEX tag_word ON tag (word);

CREATE TABLE message (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('comment', 'note', 'warning')), -- comments are people's
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run_id, kind, position)
) STRICT, WITHOUT ROWID;
