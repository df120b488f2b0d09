// title: {zh: 付款条件, en: Payment terms}
// prose:
//   zh: 每份合同分几期付款、签订或生效即付多少、验收或期满后才付多少、最长付款期，以及付款取决于哪些条件。
//   en: In how many instalments each contract is paid, what share at signing or entry into force and what share only after acceptance or expiry, the longest time for payment, and the conditions of payment.
// params: {contract: null}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   instalments: {zh: 期数, en: instalments}
//   advance: {zh: 预付（%）, en: in advance (%)}
//   last: {zh: 尾款（%）, en: held back (%)}
//   longest_days: {zh: 最长付款期（日）, en: longest time (days)}
//   conditions: {zh: 付款条件, en: conditions}
//   excuses: {zh: 免责理由数, en: excuses}
MATCH (c:Contract)
WHERE $contract IS NULL OR c.id = $contract
OPTIONAL MATCH (c)-[:HAS_TERM]->(t:Payment)
WITH c, count(t) AS n,
  count(t.percent) AS known,
  sum(CASE WHEN t.trigger IN ['signing', 'effective'] THEN t.percent ELSE 0.0 END) AS early,
  sum(CASE WHEN t.trigger IN ['final_acceptance', 'expiry'] THEN t.percent ELSE 0.0 END) AS late,
  max(t.due_days) AS longest
RETURN c.id AS contract, c.name AS name, n AS instalments,
  CASE WHEN known > 0 THEN early END AS advance, CASE WHEN known > 0 THEN late END AS last,
  longest AS longest_days,
  COLLECT {
    MATCH (c)-[:HAS_TERM]->(p:Payment) UNWIND p.conditions AS one
    RETURN DISTINCT one ORDER BY one
  } AS conditions,
  COUNT { (c)-[:HAS_TERM]->(:PaymentExcuse) } AS excuses
ORDER BY name, contract
