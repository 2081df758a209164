SELECT iri AS article, title, publisher_name AS publisher, published, author, url, recorded, statements, events
FROM article
WHERE TRUE
  AND publisher_folded = :publisher__folded
  AND published >= :after
  AND substr(published, 1, length(:before)) <= :before
  AND instr(title_folded, :words__folded) > 0
ORDER BY published DESC, iri
LIMIT :limit OFFSET :offset
