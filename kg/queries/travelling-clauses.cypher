// title: {zh: 到处出现的条款, en: Clauses that travel}
// prose:
//   zh: 一字不差地出现在几份合同里的条款原文，及其出现在哪些合同；只列不短于所给字数的。
//   en: Words of a term that stand in several contracts without a change, and in which; only words at least as long as given.
// params: {least: 2, length: 12}
// columns:
//   type: {zh: 条款类型, en: type}
//   quote: {zh: 原文, en: quote}
//   contracts: {zh: 合同数, en: contracts}
//   buyers: {zh: 采购方数, en: buyers}
//   names: {zh: 文件, en: files}
MATCH (c:Contract)-[:HAS_TERM]->(t:Term)-[w:STATED_IN]->(:Clause)
WHERE size(w.quote) >= $length
WITH t.type AS kind, w.quote AS said, c
ORDER BY c.name, c.id
WITH kind, said, collect(DISTINCT c) AS holders
WHERE size(holders) >= $least
UNWIND holders AS h
OPTIONAL MATCH (h)<-[:IN]-(:Side {role: 'buyer'})<-[:ACTS_AS]-(p:Party)
WITH kind, said, holders, count(DISTINCT p.id) AS payers
RETURN kind AS type, said AS quote, size(holders) AS contracts, payers AS buyers,
  [h IN holders | h.name] AS names
ORDER BY contracts DESC, type, quote
