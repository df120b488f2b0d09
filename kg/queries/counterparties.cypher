// title: {zh: 相对方及其条件, en: Counterparties and their terms}
// prose:
//   zh: 每一方以某一身份签了几份合同，金额、签署日期，以及其最长付款期、逾期付款日违约金、双方责任上限的中位数；金额只计人民币。
//   en: For each party in each role how many contracts it has, for how much and when signed, and the median of the longest time for payment, of the penalty for late payment a day, and of the caps on either side's liability; prices in yuan only.
// params: {party: null, role: null}
// columns:
//   party: {zh: 名称, en: party}
//   role: {zh: 身份, en: role}
//   contracts: {zh: 合同数, en: contracts}
//   price: {zh: 金额合计（元）, en: total price (yuan)}
//   first: {zh: 最早签署, en: first signed}
//   last: {zh: 最近签署, en: last signed}
//   payment_days: {zh: 最长付款期（日，中位）, en: "longest time for payment (days, median)"}
//   late_rate: {zh: 逾期付款日违约金（%，中位）, en: "late payment (% a day, median)"}
//   own_cap: {zh: 其责任上限（%，中位）, en: "cap on its liability (%, median)"}
//   other_cap: {zh: 对方责任上限（%，中位）, en: "cap on the other side (%, median)"}
//   party_id: {zh: 标识, en: id}
MATCH (p:Party)-[:ACTS_AS]->(s:Side)-[:IN]->(c:Contract)
WHERE s.role IN ['buyer', 'vendor'] AND ($role IS NULL OR s.role = $role)
  AND ($party IS NULL OR p.name CONTAINS $party)
WITH DISTINCT p, s.role AS acting, c
OPTIONAL MATCH (c)-[:HAS_TERM]->(pay:Payment)
WITH p, acting, c, max(pay.due_days) AS days
OPTIONAL MATCH (c)-[:HAS_TERM]->(late:Penalty {trigger: 'late_payment'})
WITH p, acting, c, days, max(late.rate_per_day) AS rate
OPTIONAL MATCH (c)-[:HAS_TERM]->(cap:LiabilityCap)
WITH p, acting, c, days, rate,
  max(CASE WHEN cap.protects IN [acting, 'both'] THEN cap.percent END) AS mine,
  max(CASE WHEN cap.protects IS NOT NULL AND cap.protects <> acting THEN cap.percent END) AS theirs
WITH p, acting, count(c) AS n, sum(CASE WHEN c.currency = 'CNY' THEN c.price END) AS total,
  min(c.signed_on) AS earliest, max(c.signed_on) AS latest,
  percentileCont(days, 0.5) AS middle_days, percentileCont(rate, 0.5) AS middle_rate,
  percentileCont(mine, 0.5) AS middle_mine, percentileCont(theirs, 0.5) AS middle_theirs
RETURN p.name AS party, acting AS role, n AS contracts, total AS price, earliest AS first,
  latest AS last, round(middle_days, 4) AS payment_days, round(middle_rate, 6) AS late_rate,
  round(middle_mine, 4) AS own_cap, round(middle_theirs, 4) AS other_cap, p.id AS party_id
ORDER BY contracts DESC, party, role, party_id
