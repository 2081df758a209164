SELECT statement, text, speakers, actors, cue, form, mode, certainty, polarity, hedge, said_at,
  article, title, publisher, published, start, "end", recorded
FROM listed_statement
WHERE id IN (
  SELECT s.id FROM article r JOIN statement s ON s.article = r.id
  ORDER BY r.recorded DESC, r.iri, s.start, s.iri
  LIMIT :limit OFFSET :offset
)
ORDER BY recorded DESC, article, start, statement
