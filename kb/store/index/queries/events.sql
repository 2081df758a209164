SELECT event, "trigger", type, agents, patients, place, place_name, time, time_text, certainty, polarity, hedge,
  statement, article, title, publisher, published, start, "end"
FROM listed_event
WHERE id IN (
  SELECT e.id FROM event e JOIN article r ON r.id = e.article
  WHERE TRUE
    AND e.id IN (SELECT p.event FROM actor a JOIN shown w ON w.actor = a.id JOIN participant p ON p.shown = w.id
      WHERE a.iri = :actor)
    AND e.place IN (SELECT w.id FROM actor a JOIN shown w ON w.actor = a.id WHERE a.iri = :place)
    AND e.type = :type
    AND (e.type IS NOT NULL) = (:classed = 'yes')
    AND e.time >= :after
    AND substr(e.time, 1, length(:before)) <= :before
    AND r.iri = :article
    AND e.word IN (SELECT id FROM word WHERE instr(folded, :words__folded) > 0)
  ORDER BY e.at DESC, r.iri, e.start, e.iri
  LIMIT :limit OFFSET :offset
)
ORDER BY at DESC, article, start, event
