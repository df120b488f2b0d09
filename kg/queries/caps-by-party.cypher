// title: {zh: 谁接受什么责任上限, en: Who accepts which caps}
// prose:
//   zh: 每一方以某一身份在几份合同里有责任上限保护自己、几份里给了对方上限，各自的最低、最高比例。
//   en: For each party in each role in how many contracts a cap protects it and in how many it gave the other side one, and the lowest and highest of each.
// params: {party: null}
// columns:
//   party: {zh: 名称, en: party}
//   role: {zh: 身份, en: role}
//   contracts: {zh: 合同数, en: contracts}
//   protected: {zh: 有上限保护的, en: with a cap for it}
//   lowest: {zh: 其上限最低（%）, en: its lowest cap (%)}
//   highest: {zh: 其上限最高（%）, en: its highest cap (%)}
//   gave: {zh: 给了对方上限的, en: with a cap for the other side}
//   gave_lowest: {zh: 给对方的最低（%）, en: lowest given (%)}
//   gave_highest: {zh: 给对方的最高（%）, en: highest given (%)}
//   party_id: {zh: 标识, en: id}
MATCH (p:Party)-[:ACTS_AS]->(s:Side)-[:IN]->(c:Contract)
WHERE s.role IN ['buyer', 'vendor'] AND ($party IS NULL OR p.name CONTAINS $party)
WITH DISTINCT p, s.role AS acting, c
OPTIONAL MATCH (c)-[:HAS_TERM]->(t:LiabilityCap)
WITH p, acting, c,
  max(CASE WHEN t.protects IN [acting, 'both'] THEN 1 ELSE 0 END) AS mine,
  max(CASE WHEN t.protects IS NOT NULL AND t.protects <> acting THEN 1 ELSE 0 END) AS theirs,
  min(CASE WHEN t.protects IN [acting, 'both'] THEN t.percent END) AS low,
  max(CASE WHEN t.protects IN [acting, 'both'] THEN t.percent END) AS high,
  min(CASE WHEN t.protects <> acting THEN t.percent END) AS other_low,
  max(CASE WHEN t.protects <> acting THEN t.percent END) AS other_high
RETURN p.name AS party, acting AS role, count(c) AS contracts, sum(mine) AS protected,
  min(low) AS lowest, max(high) AS highest, sum(theirs) AS gave, min(other_low) AS gave_lowest,
  max(other_high) AS gave_highest, p.id AS party_id
ORDER BY party, role, party_id
