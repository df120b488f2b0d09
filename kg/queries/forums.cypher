// title: {zh: 争议管辖, en: Forums}
// prose:
//   zh: 每份合同的争议提交给谁、在何地、靠近哪一方。
//   en: Where the disputes of each contract go, in what place, and near which side.
// params: {contract: null}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   method: {zh: 方式, en: method}
//   forum: {zh: 管辖机构, en: forum}
//   forum_side: {zh: 所在一方, en: whose forum}
//   place: {zh: 地点, en: place}
//   clause: {zh: 条款, en: clause}
//   quote: {zh: 原文, en: quote}
//   term: {zh: 条款标识, en: term}
MATCH (c:Contract)-[:HAS_TERM]->(t:Dispute)-[w:STATED_IN]->(:Clause)
WHERE $contract IS NULL OR c.id = $contract
OPTIONAL MATCH (t)-[:SUBMITS_TO]->(f:Forum)
RETURN c.id AS contract, c.name AS name, t.method AS method, f.name AS forum,
  t.forum_side AS forum_side, t.place AS place, t.clause AS clause, w.quote AS quote, t.id AS term
ORDER BY name, contract, method, term
