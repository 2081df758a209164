SELECT statement, text, speakers, actors, cue, form, mode, certainty, polarity, hedge, said_at,
  article, title, publisher, published, start, "end"
FROM listed_statement
WHERE id IN (
  SELECT s.id FROM statement s JOIN article r ON r.id = s.article
  WHERE s.id IN (SELECT t.statement FROM actor a JOIN shown w ON w.actor = a.id JOIN topic t ON t.shown = w.id
      WHERE a.iri = :actor)
    AND s.at >= :after
    AND substr(s.at, 1, length(:before)) <= :before
  ORDER BY s.at DESC, r.iri, s.start, s.iri
  LIMIT :limit OFFSET :offset
)
ORDER BY at DESC, article, start, statement
