// title: {zh: 有期限的义务, en: Duties with a time limit}
// prose:
//   zh: 每份合同中有期限的义务，由谁承担、多长、条件是什么，期限短的在前。
//   en: The duties that have a time limit, who bears them, how long and on what condition, the shortest first.
// params: {contract: null, side: null}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   side: {zh: 由谁, en: who}
//   days: {zh: 期限（日）, en: days}
//   action: {zh: 做什么, en: what}
//   condition: {zh: 条件, en: condition}
//   clause: {zh: 条款, en: clause}
//   quote: {zh: 原文, en: quote}
//   norm: {zh: 标识, en: norm}
MATCH (c:Contract)-[:HAS_NORM]->(n:Obligation)-[w:STATED_IN]->(:Clause)
WHERE ($contract IS NULL OR c.id = $contract) AND ($side IS NULL OR n.bearer = $side)
  AND n.deadline_days IS NOT NULL
RETURN c.id AS contract, c.name AS name, n.bearer AS side, n.deadline_days AS days,
  n.action AS action, n.condition AS condition, n.clause AS clause, w.quote AS quote, n.id AS norm
ORDER BY days, name, contract, norm
