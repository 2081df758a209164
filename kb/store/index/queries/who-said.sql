SELECT statement, text, speakers, actors, cue, form, mode, certainty, polarity, hedge, said_at,
  article, title, publisher, published, start, "end"
FROM listed_statement
WHERE id IN (
  SELECT s.id FROM statement s JOIN article r ON r.id = s.article
  WHERE TRUE
    AND s.at >= :after
    AND substr(s.at, 1, length(:before)) <= :before
    AND s.id IN (SELECT rowid FROM statement_parts WHERE text_folded MATCH :words__phrase)
    AND instr(s.text_folded, :words__folded) > 0
  ORDER BY s.at DESC, r.iri, s.start, s.iri
  LIMIT :limit OFFSET :offset
)
ORDER BY at DESC, article, start, statement
