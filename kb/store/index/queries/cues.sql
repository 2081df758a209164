SELECT s.cue_lemma AS cue, s.mode, count(*) AS statements, count(DISTINCT s.article) AS articles
FROM statement s
WHERE s.cue_lemma IS NOT NULL
  AND s.id IN (SELECT p.statement FROM actor a JOIN shown w ON w.actor = a.id JOIN speaker p ON p.shown = w.id
    WHERE a.iri = :speaker)
  AND s.mode = :mode
GROUP BY s.cue_lemma, s.mode
ORDER BY 3 DESC, 1, 2
LIMIT :limit OFFSET :offset
