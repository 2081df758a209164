SELECT a.iri AS actor, a.name, a.type,
  (SELECT group_concat(name, '; ') FROM (SELECT l.name FROM alias l WHERE l.actor = a.id ORDER BY l.name)) AS aliases,
  a.elsewhere, a.statements, a.articles
FROM actor a
WHERE a.name IS NOT NULL AND a.type IS NOT NULL
  AND a.iri = :actor
  AND a.type = :type
  AND (instr(a.name_folded, :words__folded) > 0 OR EXISTS (
    SELECT 1 FROM alias l WHERE l.actor = a.id AND instr(l.folded, :words__folded) > 0))
ORDER BY a.statements DESC, a.name, a.iri
LIMIT :limit OFFSET :offset
