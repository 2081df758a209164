SELECT statement, text, speakers, actors, cue, form, mode, certainty, polarity, hedge, said_at,
  article, title, publisher, published, start, "end"
FROM listed_statement
WHERE id IN (
  SELECT s.id FROM statement s JOIN article r ON r.id = s.article
  WHERE r.iri = :article
  ORDER BY s.start, s.iri
  LIMIT :limit OFFSET :offset
)
ORDER BY start, statement
