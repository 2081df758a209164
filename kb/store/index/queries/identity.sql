SELECT a.iri AS actor, w.name, w.iri AS "as", w.evidence, r.iri AS article, r.title, r.publisher_name AS publisher,
  r.published
FROM actor a JOIN shown w ON w.actor = a.id JOIN article r ON r.id = w.article
WHERE a.iri = :actor
ORDER BY coalesce(r.published, '~'), r.iri, w.iri
LIMIT :limit OFFSET :offset
