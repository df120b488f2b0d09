// title: {zh: 谁可以解除合同, en: Who can terminate}
// prose:
//   zh: 每一项解除权由谁持有、因何事由、补救期与通知期多长，以及合同原文。
//   en: Who holds each right to end the contract, for what cause, with what time to cure and notice, in the words of the contract.
// params: {contract: null}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   cause: {zh: 事由, en: cause}
//   holder: {zh: 权利人, en: holder}
//   cure_days: {zh: 补救期（日）, en: cure (days)}
//   notice_days: {zh: 通知期（日）, en: notice (days)}
//   clause: {zh: 条款, en: clause}
//   quote: {zh: 原文, en: quote}
//   term: {zh: 条款标识, en: term}
MATCH (c:Contract)-[:HAS_TERM]->(t:Termination)-[w:STATED_IN]->(:Clause)
WHERE $contract IS NULL OR c.id = $contract
RETURN c.id AS contract, c.name AS name, t.cause AS cause, t.holder AS holder,
  t.cure_days AS cure_days, t.notice_days AS notice_days, t.clause AS clause, w.quote AS quote,
  t.id AS term
ORDER BY name, contract, cause, holder, term
