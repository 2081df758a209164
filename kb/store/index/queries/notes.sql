SELECT n.iri AS note, n.level, n.message, r.iri AS article, r.title, r.publisher_name AS publisher, r.published,
  n.start, n."end"
FROM article r JOIN note n ON n.article = r.id
WHERE TRUE
  AND r.iri = :article
ORDER BY r.iri, n.start, n.message
LIMIT :limit OFFSET :offset
