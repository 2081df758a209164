SELECT min(publisher_name) AS publisher, count(*) AS articles, sum(statements) AS statements,
  min(published) AS first, max(published) AS last
FROM article
WHERE publisher_name IS NOT NULL
GROUP BY article.publisher
ORDER BY 2 DESC, 1
LIMIT :limit OFFSET :offset
