SELECT w.iri AS source, w.descriptor, a.iri AS affiliation, a.name AS affiliation_name, w.statements,
  r.iri AS article, r.title, r.publisher_name AS publisher, r.published
FROM shown w JOIN article r ON r.id = w.article
  LEFT JOIN shown x ON x.id = w.affiliation LEFT JOIN actor a ON a.id = x.actor AND a.name IS NOT NULL
WHERE w.unnamed
  AND a.iri = :affiliation
  AND instr(w.descriptor_folded, :words__folded) > 0
ORDER BY a.name, w.statements DESC, w.descriptor, w.iri
LIMIT :limit OFFSET :offset
