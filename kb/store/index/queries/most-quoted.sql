SELECT a.iri AS actor, a.name, a.type, sum(h.said) AS statements, count(*) AS articles
FROM share h JOIN actor a ON a.id = h.actor JOIN article r ON r.id = h.article
WHERE h.said > 0
  AND a.type = :type
  AND r.publisher_folded = :publisher__folded
  AND r.published >= :after
  AND substr(r.published, 1, length(:before)) <= :before
GROUP BY a.id
ORDER BY 4 DESC, 5 DESC, a.name, a.iri
LIMIT :limit OFFSET :offset
