SELECT w.key, w.iri AS actor, r.iri AS article, w.type, w.name AS label, r.date, w.same_as,
  (SELECT json_group_array(c.name) FROM called c WHERE c.shown = w.id) AS names,
  (SELECT json_group_array(json_array(m.role, m.status, o.name))
    FROM role m LEFT JOIN shown o ON o.id = m.organization WHERE m.member = w.id) AS roles
FROM json_each(:keys) k JOIN shown w ON w.key = k.value JOIN article r ON r.id = w.article
WHERE w.actor IS NOT NULL
