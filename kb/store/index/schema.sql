-- What the named queries ask, as tables. All of it can be made anew from the quads: see fill.py.
-- `…_folded` is in small letters; `at` is what a list is sorted by.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  title TEXT, title_folded TEXT, author TEXT, url TEXT,
  publisher TEXT, publisher_name TEXT, publisher_folded TEXT,
  published TEXT, date TEXT,
  recorded TEXT, sha256 TEXT, reader TEXT,
  statements INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX article_published ON article (published DESC, iri);
CREATE INDEX article_recorded ON article (recorded DESC, iri);
CREATE INDEX article_publisher ON article (publisher_folded, published);

-- An actor across articles: the object of onr:identity.
CREATE TABLE actor (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  name TEXT, name_folded TEXT, type TEXT, elsewhere TEXT,
  statements INTEGER NOT NULL DEFAULT 0,
  articles INTEGER NOT NULL DEFAULT 0,
  said INTEGER NOT NULL DEFAULT 0,
  said_articles INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX actor_statements ON actor (statements DESC, name, iri);
CREATE INDEX actor_said ON actor (said DESC, said_articles DESC, name, iri);
CREATE INDEX actor_type ON actor (type, statements DESC, name, iri);

CREATE INDEX actor_gone ON actor (id) WHERE articles = 0;

CREATE TABLE alias (
  actor INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (actor, name)
) WITHOUT ROWID;

-- An actor as one article shows it.
CREATE TABLE shown (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  article INTEGER NOT NULL,
  actor INTEGER,
  evidence TEXT,
  key TEXT,
  name TEXT, type TEXT NOT NULL, same_as TEXT,
  unnamed INTEGER NOT NULL, descriptor TEXT, descriptor_folded TEXT, affiliation INTEGER,
  statements INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX shown_article ON shown (article);
CREATE INDEX shown_actor ON shown (actor, article);
CREATE INDEX shown_key ON shown (key) WHERE key IS NOT NULL;
CREATE INDEX shown_unnamed ON shown (affiliation) WHERE unnamed;

-- Every name that an article has for an actor.
CREATE TABLE called (
  folded TEXT NOT NULL, shown INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (folded, shown, name)
) WITHOUT ROWID;
CREATE INDEX called_shown ON called (shown);

-- What an article adds to an actor's figures.
CREATE TABLE share (
  article INTEGER NOT NULL, actor INTEGER NOT NULL,
  statements INTEGER NOT NULL, said INTEGER NOT NULL,
  PRIMARY KEY (article, actor)
) WITHOUT ROWID;
CREATE INDEX share_said ON share (article, actor, said) WHERE said > 0;

CREATE TRIGGER share_in AFTER INSERT ON share BEGIN
  UPDATE actor SET statements = statements + new.statements, articles = articles + 1,
    said = said + new.said, said_articles = said_articles + (new.said > 0) WHERE id = new.actor;
END;
CREATE TRIGGER share_out AFTER DELETE ON share BEGIN
  UPDATE actor SET statements = statements - old.statements, articles = articles - 1,
    said = said - old.said, said_articles = said_articles - (old.said > 0) WHERE id = old.actor;
END;

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL,
  article INTEGER NOT NULL,
  text TEXT NOT NULL, text_folded TEXT NOT NULL,
  cue TEXT NOT NULL, cue_lemma TEXT,
  form TEXT NOT NULL, mode TEXT NOT NULL, certainty TEXT NOT NULL, polarity TEXT NOT NULL,
  hedge TEXT, hedge_folded TEXT,
  said_at TEXT, at TEXT,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX statement_at ON statement (at DESC);
CREATE INDEX statement_article ON statement (article, start);
CREATE INDEX statement_hedge ON statement (at DESC) WHERE hedge IS NOT NULL;
CREATE INDEX statement_cue ON statement (cue_lemma, mode, article);

CREATE TABLE speaker (
  statement INTEGER NOT NULL, place INTEGER NOT NULL, shown INTEGER NOT NULL, said INTEGER NOT NULL,
  PRIMARY KEY (statement, place)
) WITHOUT ROWID;
CREATE INDEX speaker_shown ON speaker (shown, statement, said);

-- Whom a statement is about: an actor, or one who takes part in an event that it is about.
CREATE TABLE topic (shown INTEGER NOT NULL, statement INTEGER NOT NULL, PRIMARY KEY (shown, statement)) WITHOUT ROWID;
CREATE INDEX topic_statement ON topic (statement);

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL,
  article INTEGER NOT NULL,
  "trigger" TEXT NOT NULL, word INTEGER NOT NULL,
  type TEXT, certainty TEXT NOT NULL, polarity TEXT NOT NULL, hedge TEXT,
  time TEXT, time_text TEXT, at TEXT,
  statement TEXT, place INTEGER,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX event_at ON event (at DESC);
CREATE INDEX event_article ON event (article, start);
CREATE INDEX event_type ON event (type, at DESC);
CREATE INDEX event_word ON event (word, at DESC);
CREATE INDEX event_place ON event (place) WHERE place IS NOT NULL;

-- Words of triggers: few, beside the events.
CREATE TABLE word (id INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE);

CREATE TABLE participant (
  event INTEGER NOT NULL, place INTEGER NOT NULL, shown INTEGER NOT NULL, role TEXT NOT NULL,
  PRIMARY KEY (event, place)
) WITHOUT ROWID;
CREATE INDEX participant_shown ON participant (shown, event);

CREATE TABLE role (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL,
  article INTEGER NOT NULL,
  member INTEGER NOT NULL, organization INTEGER,
  role TEXT NOT NULL, role_folded TEXT NOT NULL, status TEXT NOT NULL, as_of TEXT,
  start INTEGER, "end" INTEGER
);
CREATE INDEX role_article ON role (article);
CREATE INDEX role_member ON role (member);
CREATE INDEX role_organization ON role (organization);

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL,
  article INTEGER NOT NULL,
  level TEXT NOT NULL, message TEXT NOT NULL,
  start INTEGER, "end" INTEGER
);
CREATE INDEX note_article ON note (article, start, message);

-- Text search: whole words, and any stretch of three characters or more.
CREATE VIRTUAL TABLE statement_words USING fts5 (
  text, content = 'statement', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statement_parts USING fts5 (
  text_folded, content = 'statement', content_rowid = 'id', tokenize = 'trigram case_sensitive 1'
);
CREATE TRIGGER statement_in AFTER INSERT ON statement BEGIN
  INSERT INTO statement_words (rowid, text) VALUES (new.id, new.text);
  INSERT INTO statement_parts (rowid, text_folded) VALUES (new.id, new.text_folded);
END;
CREATE TRIGGER statement_out AFTER DELETE ON statement BEGIN
  INSERT INTO statement_words (statement_words, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO statement_parts (statement_parts, rowid, text_folded) VALUES ('delete', old.id, old.text_folded);
END;

-- What lists show of an article, a statement and an event.
CREATE VIEW listed_statement AS SELECT
  s.id, s.iri AS statement, s.text,
  (SELECT group_concat(name, '; ') FROM (
    SELECT DISTINCT a.name FROM speaker p JOIN shown w ON w.id = p.shown JOIN actor a ON a.id = w.actor
    WHERE p.statement = s.id AND a.name IS NOT NULL ORDER BY p.place)) AS speakers,
  (SELECT group_concat(iri, ' ') FROM (
    SELECT DISTINCT a.iri FROM speaker p JOIN shown w ON w.id = p.shown JOIN actor a ON a.id = w.actor
    WHERE p.statement = s.id AND a.name IS NOT NULL ORDER BY p.place)) AS actors,
  s.cue, s.form, s.mode, s.certainty, s.polarity, s.hedge, s.said_at,
  r.iri AS article, r.title, r.publisher_name AS publisher, r.published, s.start, s."end",
  s.at, r.recorded
FROM statement s JOIN article r ON r.id = s.article;

CREATE VIEW listed_event AS SELECT
  e.id, e.iri AS event, e."trigger", e.type,
  (SELECT group_concat(name, '; ') FROM (
    SELECT DISTINCT a.name FROM participant p JOIN shown w ON w.id = p.shown JOIN actor a ON a.id = w.actor
    WHERE p.event = e.id AND p.role = 'agent' AND a.name IS NOT NULL ORDER BY p.place)) AS agents,
  (SELECT group_concat(name, '; ') FROM (
    SELECT DISTINCT a.name FROM participant p JOIN shown w ON w.id = p.shown JOIN actor a ON a.id = w.actor
    WHERE p.event = e.id AND p.role IN ('patient', 'recipient') AND a.name IS NOT NULL ORDER BY p.place))
    AS patients,
  place.iri AS place, place.name AS place_name, e.time, e.time_text, e.certainty, e.polarity, e.hedge, e.statement,
  r.iri AS article, r.title, r.publisher_name AS publisher, r.published, e.start, e."end", e.at
FROM event e JOIN article r ON r.id = e.article
  LEFT JOIN shown w ON w.id = e.place LEFT JOIN actor place ON place.id = w.actor AND place.name IS NOT NULL;
