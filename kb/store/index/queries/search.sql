SELECT statement, l.text, speakers, actors, cue, form, mode, certainty, polarity, hedge, said_at,
  article, title, publisher, published, start, "end", hit.found
FROM (
  SELECT rowid AS id, rank, highlight(statement_words, 0, :edge, :edge) AS found
  FROM statement_words WHERE statement_words MATCH :match
  ORDER BY rank
  LIMIT :limit OFFSET :offset
) hit
JOIN listed_statement l ON l.id = hit.id
ORDER BY hit.rank, at DESC, article, start, statement
