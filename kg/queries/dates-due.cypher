// title: {zh: 到期事项, en: What falls due when}
// prose:
//   zh: 合同写明日期的事项：开始、期满、保函到期、交付、续约或者期满前通知的最后一日；可给起止日期。
//   en: What has a date in the contracts, or one that follows from the end of the term, between two days that may be given; start, end, expiry of a bond, delivery, last day for a notice before the end.
// params: {contract: null, since: "0000-00-00", until: "9999-99-99"}
// columns:
//   due: {zh: 日期, en: date}
//   what: {zh: 事项, en: what}
//   side: {zh: 由谁, en: who}
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   quote: {zh: 原文, en: quote}
//   clause: {zh: 条款, en: clause}
//   term: {zh: 条款标识, en: term}
MATCH (c:Contract)
WHERE $contract IS NULL OR c.id = $contract
CALL (c) {
  WITH c WHERE c.starts_on IS NOT NULL
  RETURN c.starts_on AS day, 'start' AS event, null AS who, null AS said, null AS place, c.id AS ref
  UNION ALL
  WITH c WHERE c.ends_on IS NOT NULL
  RETURN c.ends_on AS day, 'end' AS event, null AS who, null AS said, null AS place, c.id AS ref
  UNION ALL
  MATCH (c)-[:HAS_TERM]->(t:Bond)-[w:STATED_IN]->(:Clause)
  WHERE t.expires_on IS NOT NULL
  RETURN t.expires_on AS day, 'bond_expires' AS event, t.provider AS who, w.quote AS said,
    t.clause AS place, t.id AS ref
  UNION ALL
  MATCH (c)-[:HAS_TERM]->(t:Delivery)-[w:STATED_IN]->(:Clause)
  WHERE t.date IS NOT NULL
  RETURN t.date AS day, 'delivery' AS event, t.obligor AS who, w.quote AS said,
    t.clause AS place, t.id AS ref
  UNION ALL
  MATCH (c)-[:HAS_TERM]->(t:Renewal)-[w:STATED_IN]->(:Clause)
  WHERE t.notice_days IS NOT NULL AND size(c.ends_on) = 10
  RETURN toString(date(c.ends_on) - duration({days: toInteger(ceil(t.notice_days))})) AS day,
    'notice_before_end' AS event, t.holder AS who, w.quote AS said, t.clause AS place, t.id AS ref
}
WITH c, day, event, who, said, place, ref
WHERE $since <= day AND day <= $until
RETURN day AS due, event AS what, who AS side, c.id AS contract, c.name AS name, said AS quote,
  place AS clause, ref AS term
ORDER BY due, name, contract, what, term
