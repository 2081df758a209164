SELECT m.iri AS membership, a.iri AS actor, a.name, m.role, o.iri AS organization,
  o.name AS organization_name, m.status, m.as_of, r.iri AS article, r.title, r.publisher_name AS publisher,
  r.published, m.start, m."end"
FROM role m JOIN article r ON r.id = m.article JOIN shown w ON w.id = m.member JOIN actor a ON a.id = w.actor
  LEFT JOIN shown x ON x.id = m.organization LEFT JOIN actor o ON o.id = x.actor
WHERE TRUE
  AND a.iri = :actor
  AND o.iri = :organization
  AND m.status = :status
  AND instr(m.role_folded, :words__folded) > 0
ORDER BY a.name, m.as_of DESC, m.role, m.iri
LIMIT :limit OFFSET :offset
