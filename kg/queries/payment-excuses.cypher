// title: {zh: 可以不付款的理由, en: Reasons not to pay}
// prose:
//   zh: 付款方可以迟付或不付而不算违约的每一个理由，以及同一合同中取决于该理由的付款笔数。
//   en: Each reason for which the payer may pay late or not at all, and how many payments of the same contract depend on it.
// params: {contract: null}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   reason: {zh: 理由, en: reason}
//   holder: {zh: 权利人, en: holder}
//   payments: {zh: 受影响的付款, en: payments that depend on it}
//   clause: {zh: 条款, en: clause}
//   quote: {zh: 原文, en: quote}
//   term: {zh: 条款标识, en: term}
MATCH (c:Contract)-[:HAS_TERM]->(t:PaymentExcuse)-[w:STATED_IN]->(:Clause)
WHERE $contract IS NULL OR c.id = $contract
RETURN c.id AS contract, c.name AS name, t.reason AS reason, t.holder AS holder,
  COUNT { MATCH (c)-[:HAS_TERM]->(p:Payment) WHERE t.reason IN p.conditions } AS payments,
  t.clause AS clause, w.quote AS quote, t.id AS term
ORDER BY name, contract, reason, term
