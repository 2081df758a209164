SELECT iri AS actor, name, type, said AS statements, said_articles AS articles
FROM actor
WHERE said > 0
  AND type = :type
ORDER BY said DESC, said_articles DESC, name, iri
LIMIT :limit OFFSET :offset
