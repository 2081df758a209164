SELECT 'articles' AS what, count(*) AS count FROM article
UNION ALL SELECT 'statements', count(*) FROM statement
UNION ALL SELECT 'events', count(*) FROM event
UNION ALL SELECT 'persons', count(*) FROM actor WHERE type = 'person'
UNION ALL SELECT 'organizations', count(*) FROM actor WHERE type = 'organization'
UNION ALL SELECT 'countries', count(*) FROM actor WHERE type = 'country'
UNION ALL SELECT 'places', count(*) FROM actor WHERE type = 'place'
UNION ALL SELECT 'groups', count(*) FROM actor WHERE type = 'group'
UNION ALL SELECT 'unnamed sources', count(*) FROM actor WHERE type = 'unnamed'
UNION ALL SELECT 'roles', count(*) FROM role
UNION ALL SELECT 'notes', count(*) FROM note
