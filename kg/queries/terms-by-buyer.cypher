// title: {zh: 采购方的常用条款, en: Usual terms by buyer}
// prose:
//   zh: 每一采购方的合同中，各类条款出现在几份里、占多少；合同少于所给数目的采购方不列。
//   en: In how many of the contracts of each buyer each type of term stands, and in what share of them; buyers with fewer contracts than given are left out.
// params: {buyer: null, share: 0.5, least: 2}
// columns:
//   buyer: {zh: 采购方, en: buyer}
//   contracts: {zh: 合同数, en: contracts}
//   type: {zh: 条款类型, en: type}
//   having: {zh: 有此条款的合同, en: contracts that have it}
//   share: {zh: 比例, en: share}
//   buyer_id: {zh: 标识, en: id}
MATCH (p:Party)-[:ACTS_AS]->(:Side {role: 'buyer'})-[:IN]->(c:Contract)
WHERE $buyer IS NULL OR p.name CONTAINS $buyer
WITH p, collect(DISTINCT c) AS theirs
WITH p, theirs, size(theirs) AS n
WHERE n >= $least
UNWIND theirs AS c
MATCH (c)-[:HAS_TERM]->(t:Term)
WITH p, n, t.type AS kind, count(DISTINCT c.id) AS found
WHERE toFloat(found) / n >= $share
RETURN p.name AS buyer, n AS contracts, kind AS type, found AS having,
  round(toFloat(found) / n, 4) AS share, p.id AS buyer_id
ORDER BY buyer, buyer_id, having DESC, type
